package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.password.LengthUnit;
import org.keyturn.agent.password.PasswordContext;
import org.keyturn.agent.password.PasswordJudge;
import org.keyturn.agent.password.Violation;

/**
 * A person exchanges a password that they know for one that they choose. The proof and the write
 * are one call, so that there is no way to the write without it. The write is sent in the owner's
 * name, whom servers hold to rules that they spare an agent. Where the owner is not let in, because
 * their password has expired, it is the agent's own, guarded by what the entry was before the
 * proof. It stands in the audit trail before it is sent and after it was answered. Thread-safe.
 */
public final class OwnChange {

  /** How often a write is tried again that the sign-in before it has overtaken. */
  private static final int AGAIN = 3;

  private final Directory directory;
  private final AuditTrail audit;
  private final PasswordJudge judge;

  public OwnChange(Directory directory, AuditTrail audit, PasswordJudge judge) {
    this.directory = directory;
    this.audit = audit;
    this.judge = judge;
  }

  /** What came of it. */
  public sealed interface Result {

    record Changed() implements Result {}

    /** The old password was not seen to be the account's; why is nobody's business. */
    record NotProven() implements Result {}

    /** The new one may not be. */
    record Refused(List<Violation> why) implements Result {
      public Refused {
        why = List.copyOf(why);
      }
    }

    record NotDone(Why why) implements Result {}
  }

  /** Why nothing was written though everything was right. */
  public enum Why {
    /** The account is one that nobody may touch. */
    PROTECTED,
    /** Somebody else changed it in this moment. */
    MOVED,
    /** The directory is away, or does not take the agent's writes. */
    AWAY,
    /** No answer came: it may have been written. */
    UNSURE
  }

  /**
   * Whether such an answer is given only to whoever knows the password: every kind of server was
   * seen to compare it before it speaks of age, and not before it speaks of locks.
   */
  public static boolean proves(SignInResult.Kind kind) {
    return kind == SignInResult.Kind.OK
        || kind == SignInResult.Kind.MUST_CHANGE
        || kind == SignInResult.Kind.EXPIRED;
  }

  /**
   * @param account as it was read right before
   * @throws DirectoryException where the directory is away: nothing is proven and nothing written
   */
  public Result change(Account account, Secret old, Secret fresh) {
    SignInResult proof = directory.signIn(account.dn(), old);
    if (proof.kind() == SignInResult.Kind.UNREACHABLE) {
      throw new DirectoryException(DirectoryException.Kind.UNREACHABLE, proof.detail());
    } else if (!proves(proof.kind())) {
      return new Result.NotProven();
    } else if (directory.untouchable().contains(NormalDn.of(account.dn()))) {
      return new Result.NotDone(Why.PROTECTED);
    }
    List<Violation> wrong = judged(account, old, fresh);
    return wrong.isEmpty() ? written(account, old, fresh) : new Result.Refused(wrong);
  }

  private List<Violation> judged(Account account, Secret old, Secret fresh) {
    LengthUnit unit = LengthUnit.of(directory.info().dialect());
    List<Violation> wrong = new ArrayList<>(judge.judge(fresh, PasswordContext.of(account, unit)));
    int history = account.policy().resolved().map(PasswordPolicy::history).orElse(0);
    if (fresh.sameAs(old)
        || (history > 0 && wrong.isEmpty() && directory.remembers(account.id(), fresh))) {
      wrong.add(new Violation("used-before", "The password was used before."));
    }
    return wrong;
  }

  private Result written(Account account, Secret old, Secret fresh) {
    record(account, "own-change-intended", Map.of());
    WriteResult answer = sent(account, old, fresh);
    for (int more = 0; more < AGAIN && answer instanceof WriteResult.Stale; more++) {
      Optional<Account> still = stillProven(account, old);
      if (still.isEmpty()) {
        break;
      }
      answer = sent(still.get(), old, fresh);
    }
    Map<String, String> details = new TreeMap<>();
    Result result = result(account, fresh, answer, details);
    record(
        account, result instanceof Result.Changed ? "own-change" : "own-change-not-done", details);
    return result;
  }

  private WriteResult sent(Account account, Secret old, Secret fresh) {
    return directory
        .changeAsOwner(account, old, fresh)
        .orElseGet(
            () ->
                directory.apply(
                    new Write(
                        account.id(),
                        account.dn(),
                        account.version(),
                        new PasswordChange.Reset(fresh, false, Optional.of(old)))));
  }

  /**
   * The proof itself may have moved the entry: soon after a change of password, the time of which
   * servers keep to the second, it is guarded by whatever else moves, and some servers write down
   * each sign-in. It is read again, and proven again after that.
   */
  private Optional<Account> stillProven(Account account, Secret old) {
    try {
      return directory
          .read(account.id())
          .filter(now -> proves(directory.signIn(now.dn(), old).kind()));
    } catch (DirectoryException e) {
      return Optional.empty(); // what was begun still gets its end in the audit trail
    }
  }

  private Result result(
      Account account, Secret fresh, WriteResult answer, Map<String, String> details) {
    if (answer instanceof WriteResult.Applied || answer instanceof WriteResult.AlreadySo) {
      return new Result.Changed();
    } else if (answer instanceof WriteResult.Rejected no) {
      details.putAll(Map.of("reason", no.reason(), "detail", no.detail()));
      return no.reason().startsWith(WriteResult.PASSWORD_REFUSED)
          ? new Result.Refused(List.of(violation(no.reason())))
          : new Result.NotDone(Why.AWAY);
    } else if (answer instanceof WriteResult.Stale no) {
      details.putAll(Map.of("reason", no.reason(), "detail", no.detail()));
      return new Result.NotDone(Why.MOVED);
    } else if (answer instanceof WriteResult.Unreachable no) {
      details.putAll(Map.of("reason", no.reason(), "detail", no.detail()));
      return new Result.NotDone(Why.AWAY);
    }
    // It was sent and no answer came: whether it arrived shows when it is used.
    boolean arrived = directory.signIn(account.dn(), fresh).kind() == SignInResult.Kind.OK;
    details.put("reason", "no-answer");
    return arrived ? new Result.Changed() : new Result.NotDone(Why.UNSURE);
  }

  private static Violation violation(String reason) {
    return switch (reason.substring(WriteResult.PASSWORD_REFUSED.length())) {
      case WriteResult.TOO_YOUNG ->
          new Violation("too-young", "The password was changed too short a time ago.");
      case WriteResult.USED_BEFORE -> new Violation("used-before", "The password was used before.");
      default -> new Violation("directory", "The directory does not take this password.");
    };
  }

  private void record(Account account, String event, Map<String, String> details) {
    audit.append(
        "self:" + account.login(), event, directory.info().name(), account.login(), details);
  }
}
