package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code scripts/lab/samba-ad write}: what LDAP refuses even to the domain's administrator. */
final class LocalDatabase implements AutoCloseable {

  private final LabScript script;
  private @Nullable Process process;

  LocalDatabase(LabScript script) {
    this.script = script;
  }

  /**
   * @param value empty: the attribute goes
   */
  synchronized void replace(String dn, String attribute, String value) throws LDAPException {
    String record =
        "dn: "
            + dn
            + "\nchangetype: modify\nreplace: "
            + attribute
            + "\n"
            + (value.isEmpty() ? "" : attribute + ": " + value + "\n")
            + "\n";
    try {
      Process open = opened();
      Writer to = open.outputWriter();
      to.write(record);
      to.flush();
      BufferedReader from = open.inputReader();
      String answer = Objects.requireNonNullElse(from.readLine(), "it ended");
      if (!answer.equals("ok")) {
        throw new LDAPException(ResultCode.OTHER, answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds entries, all in one transaction. */
  void load(String ldif) {
    try {
      Process load = script.open("load");
      try (Writer to = load.outputWriter()) {
        to.write(ldif);
      }
      String answer = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (load.waitFor() != 0) {
        throw new IllegalStateException("the database did not take the entries: " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process opened() throws IOException {
    Process there = process;
    if (there == null || !there.isAlive()) {
      there = script.open("write");
      process = there;
    }
    return there;
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.destroy();
    }
  }
}
