package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Gate.Verdict;
import org.keyturn.agent.faults.Keyturn.Ended;
import org.keyturn.agent.faults.Keyturn.Launched;

/**
 * {@code kill -9} at each step of a removal and of the way back (faults 2 to 4), each process dying
 * one step later than the one before: in turn before its write is sent, and when it is written and
 * the answer lost.
 */
final class RemovalKillIT extends FaultPhase {

  private static final String SUFFIX = "dc=example,dc=com";
  private static final String LOGIN = "leaver";
  private static final String FORMER = "uid=" + LOGIN + ",ou=former," + SUFFIX;
  private static final String GROUP = "cn=leaver-group,ou=groups," + SUFFIX;

  /** What a removal and the way back may change: the password, what hangs on it, and stamps. */
  private static final Set<String> MAY_DIFFER =
      Set.of(
          "userpassword",
          "pwdchangedtime",
          "pwdhistory",
          "pwdreset",
          "modifytimestamp",
          "modifiersname",
          "entrycsn");

  private static final Set<Kind> WRITES = Set.of(Kind.MODIFY, Kind.MODIFY_DN);
  private static final Set<Kind> ANSWERS = Set.of(Kind.MODIFIED, Kind.MODIFIED_DN);

  /** One change as slapd's audit log has it, whoever it is of. */
  private static final Pattern CHANGE =
      Pattern.compile("^(?:dn|add|delete|replace|newsuperior): (.+)$", Pattern.MULTILINE);

  @Override
  int people() {
    return 2;
  }

  @Override
  String way() {
    return super.way() + "\n    archive: \"ou=former," + SUFFIX + "\"";
  }

  private void somebody() throws LDAPException, LDIFException {
    try (LDAPConnection root = slapd().root()) {
      root.add(
          "dn: " + Slapd.dn(LOGIN),
          "objectClass: inetOrgPerson",
          "uid: " + LOGIN,
          "cn: Lea Ver",
          "sn: Ver",
          "mail: leaver@example.com",
          "manager: " + Slapd.dn("user000001"),
          "jpegPhoto:: /9j/4AAQSkZJRgAB",
          "jpegPhoto:: /9j/4AAQSkZJRgAC",
          "userPassword: " + slapd().firstPassword());
      root.add(
          "dn: " + GROUP,
          "objectClass: groupOfNames",
          "cn: leaver-group",
          "member: " + Slapd.dn(LOGIN),
          "member: " + Slapd.AGENT);
    }
  }

  @Test
  void whoeverDiesOnTheWayThereAndBackNothingIsLostAndNothingIsDoneTwice()
      throws LDAPException, LDIFException, IOException {
    configure(
        "removal: {clear: [jpegPhoto], tell-manager: true}\n"
            + "web: {listen: \"127.0.0.1:0\", public-url: \"https://password.example.com\","
            + " tls: none}");
    somebody();
    Map<String, Set<String>> before = entry(Slapd.dn(LOGIN));
    long mark = slapd().mark();

    Ended removed = killedAtEachOf(6, true, "remove", LOGIN, "-y").expect(0);

    assertThat(removed.accounted()).isEqualTo(removed.number("applied")).isEqualTo(1);
    assertThat(changes(mark)).containsExactlyInAnyOrderElementsOf(THERE);
    assertThat(entry(FORMER)).doesNotContainKey("jpegphoto").containsKey("pwdaccountlockedtime");
    assertThat(mails()).singleElement().asString().contains("To: user000001@example.com");

    mark = slapd().mark();
    Ended back = killedAtEachOf(4, false, "restore", LOGIN, "-y").expect(0);

    assertThat(back.accounted()).isEqualTo(back.number("applied")).isEqualTo(1);
    assertThat(changes(mark)).containsExactlyInAnyOrderElementsOf(BACK);
    assertThat(entry(Slapd.dn(LOGIN))).isEqualTo(before);
    assertThat(slapd().values(Slapd.dn(LOGIN), "pwdReset")).containsExactly("TRUE");
    assertThat(slapd().signsIn(LOGIN, slapd().firstPassword())).isFalse();
    assertThat(slapd().values(GROUP, "member")).contains(Slapd.dn(LOGIN));
    assertThat(mails()).hasSize(2);
    assertThat(resume().expect(0).out().strip()).isEqualTo("[]");
    keyturn().run("audit", "verify").expect(0);
  }

  /**
   * What slapd is to have written for a removal, each once: a new password takes the lock away, so
   * that it is put back.
   */
  private static final List<String> THERE =
      List.of(
          Slapd.dn(LOGIN) + " pwdAccountLockedTime",
          Slapd.dn(LOGIN) + " userPassword",
          Slapd.dn(LOGIN) + " pwdAccountLockedTime",
          GROUP + " member",
          Slapd.dn(LOGIN) + " jpegPhoto",
          Slapd.dn(LOGIN) + " ou=former," + SUFFIX);

  /** And on the way back. That the password must be changed stands there since it was replaced. */
  private static final List<String> BACK =
      List.of(
          FORMER + " " + Slapd.PEOPLE,
          Slapd.dn(LOGIN) + " jpegPhoto",
          GROUP + " member",
          Slapd.dn(LOGIN) + " pwdAccountLockedTime");

  /**
   * The command, and {@code resume} as often as it is needed.
   *
   * @param steps how many writes there are to die at
   * @param unsent whether the first of them is never sent; the next is, and so on in turn
   */
  private Ended killedAtEachOf(int steps, boolean unsent, String... command) {
    String[] next = command;
    boolean sent = !unsent;
    int leftOver = 0; // a write that its process did not come to send
    for (int step = 1; step <= steps; step++) {
      assertThat(killedAt(leftOver + 1, sent, next).exit()).as("step %d", step).isEqualTo(137);
      leftOver = sent ? 0 : 1;
      sent = !sent;
      next = new String[] {"resume"};
    }
    return keyturn().run("-o", "json", "resume");
  }

  private Ended killedAt(int write, boolean sent, String... command) {
    AtomicReference<Launched> victim = new AtomicReference<>();
    AtomicInteger seen = new AtomicInteger();
    gate()
        .post(
            (kind, number) -> {
              if ((sent ? ANSWERS : WRITES).contains(kind) && seen.incrementAndGet() == write) {
                // It takes far longer to start than to be known here.
                Objects.requireNonNull(victim.get()).kill();
                return Verdict.CUT;
              }
              return Verdict.PASS;
            });
    try (Launched launched = keyturn().start(command)) {
      victim.set(launched);
      return launched.await();
    } finally {
      gate().leave();
    }
  }

  /** What slapd wrote for the agent since then: the entry, and what of it. */
  private List<String> changes(long mark) {
    return Stream.of(slapd().log(mark).split("# end mod\\S+", -1))
        .filter(block -> block.contains(" " + Slapd.AGENT + " "))
        .map(RemovalKillIT::change)
        .toList();
  }

  /** The entry and the first thing that changed; what follows are stamps. */
  private static String change(String block) {
    Matcher m = CHANGE.matcher(block);
    assertThat(m.find()).isTrue();
    String dn = m.group(1);
    assertThat(m.find()).isTrue();
    return dn + " " + m.group(1);
  }

  /** Everything but what may differ, values sorted. */
  private Map<String, Set<String>> entry(String dn) throws LDAPException {
    Map<String, Set<String>> all = new TreeMap<>();
    try (LDAPConnection root = slapd().root()) {
      for (Attribute a : root.getEntry(dn, "*", "+").getAttributes()) {
        String name = a.getName().toLowerCase(Locale.ROOT);
        if (!MAY_DIFFER.contains(name)) {
          all.put(
              name,
              Arrays.stream(a.getValueByteArrays())
                  .map(Base64.getEncoder()::encodeToString)
                  .collect(Collectors.toCollection(TreeSet::new)));
        }
      }
    }
    return all;
  }

  private List<String> mails() throws IOException {
    Path folder = room().resolve("mail");
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".eml")).map(Slapd::read).toList();
    }
  }
}
