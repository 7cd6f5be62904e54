package org.keyturn.agent.plan;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.plan.PlannedAccount.Verdict;

/** Collects a plan's accounts on disk while they are decided, counting them. Not thread-safe. */
final class PlanSpool implements AutoCloseable {

  private final Action action;
  private final Path folder;
  private final Path file;
  private final OutputStream out;
  private final SortedMap<String, Long> reasons = new TreeMap<>();
  private final long[] verdicts = new long[Verdict.values().length];
  private boolean first = true;

  /**
   * @param folder must exist; only its owner should be able to read it
   */
  PlanSpool(Action action, Path folder) {
    this.action = action;
    this.folder = folder;
    try {
      file = Files.createTempFile(folder, "plan-", ".spool");
      out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write below " + folder + ": " + e.getMessage(), e);
    }
  }

  void add(PlannedAccount account) {
    verdicts[account.verdict().ordinal()]++;
    if (account.verdict() != Verdict.CHANGE) {
      reasons.merge(account.reason(), 1L, Long::sum);
    }
    try {
      if (!first) {
        out.write(',');
        out.write('\n');
      }
      first = false;
      out.write(PlanJson.account(account, action));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  long count(Verdict verdict) {
    return verdicts[verdict.ordinal()];
  }

  SortedMap<String, Long> reasons() {
    return reasons;
  }

  Plan freeze(PlanHeader header) {
    try {
      if (!first) {
        out.write('\n');
      }
      out.close();
      return PlanDocument.compose(header, file, Files.createTempFile(folder, "plan-", ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the plan: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
