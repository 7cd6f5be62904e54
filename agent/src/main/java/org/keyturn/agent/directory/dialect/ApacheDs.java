package org.keyturn.agent.directory.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.Batch;
import org.keyturn.agent.directory.Feed;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.LdifChange;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * ApacheDS 2 with an enforced password policy. It has neither assertions nor read entry controls: a
 * write is guarded by the old {@code pwdChangedTime}, which is fine to the millisecond.
 */
final class ApacheDs extends BeheraDialect {

  ApacheDs(Target target, Policies policies, BeheraVocabulary vocabulary, Entries entries) {
    super(target, policies, vocabulary, entries);
  }

  @Override
  public String name() {
    return "apacheds";
  }

  @Override
  public Optional<String> objection(Action action) {
    return action == Action.SPREAD
        ? new RightsExamination(target, false).objection(Behera.CHANGED)
        : Optional.empty();
  }

  @Override
  public WriteResult apply(Write write) {
    return new CompareAndSwap(entries).apply(write, Behera.CHANGED);
  }

  @Override
  public LdifChange ldif(Write write) {
    return new CompareAndSwap(entries).ldif(write, Behera.CHANGED);
  }

  @Override
  public Optional<Batch> batch(List<Write> writes) {
    return Optional.of(new SharedReads(entries, writes, write -> Behera.CHANGED, this::apply));
  }

  @Override
  public Feed feed() {
    return new StampFeed(target, vocabulary, entries.clock());
  }

  @Override
  public List<Finding> examine() {
    List<Finding> all = new ArrayList<>(new RightsExamination(target, false).findings());
    all.addAll(PolicyExamination.named(target, policies, vocabulary).findings());
    return all;
  }
}
