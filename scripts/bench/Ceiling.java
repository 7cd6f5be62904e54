import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a server takes at most: the changes of an LDIF file, sent over so many connections as fast as
 * they are answered. No journal, no guard, nothing read back: what a careful agent is measured
 * against.
 *
 * <p>{@code java -cp keyturn-agent.jar Ceiling.java URL BIND_DN PASSWORD_FILE FILE CONNECTIONS}
 * prints {@code CONNECTIONS WRITES FAILED SECONDS}; the seconds are those of the writes alone.
 */
final class Ceiling {

  public static void main(String[] args) throws Exception {
    URI url = URI.create(args[0]);
    String password = Files.readString(Path.of(args[2])).strip();
    List<ModifyRequest> changes = changes(args[3]);
    int connections = Integer.parseInt(args[4]);
    List<LDAPConnection> open = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      LDAPConnection connection = new LDAPConnection(url.getHost(), url.getPort());
      connection.bind(new SimpleBindRequest(args[1], password));
      open.add(connection);
    }
    AtomicInteger next = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    List<Thread> writers = new ArrayList<>();
    long started = System.nanoTime();
    for (LDAPConnection connection : open) {
      Thread writer = new Thread(() -> send(connection, changes, next, failed));
      writer.start();
      writers.add(writer);
    }
    for (Thread writer : writers) {
      writer.join();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    open.forEach(LDAPConnection::close);
    System.out.printf(
        Locale.ROOT, "%d %d %d %.3f%n", connections, changes.size(), failed.get(), seconds);
  }

  private static List<ModifyRequest> changes(String file) throws Exception {
    List<ModifyRequest> changes = new ArrayList<>();
    try (LDIFReader reader = new LDIFReader(file)) {
      for (var record = reader.readChangeRecord();
          record != null;
          record = reader.readChangeRecord()) {
        changes.add(((LDIFModifyChangeRecord) record).toModifyRequest());
      }
    }
    return changes;
  }

  private static void send(
      LDAPConnection connection, List<ModifyRequest> changes, AtomicInteger next, AtomicInteger no) {
    for (int i = next.getAndIncrement(); i < changes.size(); i = next.getAndIncrement()) {
      try {
        LDAPResult unused = connection.modify(changes.get(i));
      } catch (LDAPException e) {
        no.incrementAndGet();
      }
    }
  }
}
