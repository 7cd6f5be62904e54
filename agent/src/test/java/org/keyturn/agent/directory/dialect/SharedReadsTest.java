package org.keyturn.agent.directory.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.PlainLink;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/** How long one look at many entries is good for. */
final class SharedReadsTest {

  private static final String BASE = "dc=example,dc=com";
  private static final String ROOT = "cn=root";

  private final List<Write> alone = new ArrayList<>();
  private InMemoryDirectoryServer server = unset();
  private PlainLink plain = unset();
  private Entries entries = unset();
  private long nanos = 7_000_000_000L;

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // until the server is up
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void start() throws LDAPException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
    config.setSchema(null);
    config.addAdditionalBindCredentials(ROOT, "secret");
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "plain", InetAddress.getLoopbackAddress(), 0, null));
    server = new InMemoryDirectoryServer(config);
    server.add(BASE, new Attribute("objectClass", "domain"), new Attribute("dc", "example"));
    server.startListening();
    plain = PlainLink.open(server.getListenPort(), ROOT, "secret", BASE);
    Target target =
        new Target(plain.link(), plain.settings(), new Entry(""), "in memory", plain.signIn());
    Policies policies = new Policies(plain.link(), BASE, Optional.empty(), "none");
    entries =
        new Entries(
            target,
            new BeheraVocabulary(policies, Optional.empty(), Duration.ZERO, Clock.systemUTC()),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    plain.link().close();
    server.shutDown(true);
  }

  /** That somebody has to change the password. */
  private Write forced(String login) throws LDAPException {
    String dn = "uid=" + login + "," + BASE;
    server.add(
        dn,
        new Attribute("objectClass", "account"),
        new Attribute("uid", login),
        new Attribute(Behera.CHANGED, "20260101000000.000Z"));
    Entry entry = entries.at(dn).orElseThrow();
    return new Write(
        entries.vocabulary().id(entry).orElseThrow(),
        dn,
        entries.version(entry),
        new PasswordChange.Flag(Action.FORCE_CHANGE));
  }

  private boolean mustChange(Write write) throws LDAPException {
    return "TRUE".equals(server.getEntry(write.dn()).getAttributeValue("pwdReset"));
  }

  @Test
  void aWriteWhoseTurnComesTwoSecondsAfterTheLookIsLookedAtByItself() throws LDAPException {
    List<Write> writes = List.of(forced("anna"), forced("bob"), forced("carla"));
    SharedReads batch =
        new SharedReads(
            entries,
            writes,
            write -> Behera.CHANGED,
            write -> {
              alone.add(write);
              return new WriteResult.AlreadySo();
            },
            () -> nanos);

    WriteResult anna = batch.apply(writes.get(0));
    nanos += 1_999_999_999L;
    WriteResult bob = batch.apply(writes.get(1));
    nanos += 1;
    WriteResult carla = batch.apply(writes.get(2));

    assertThat(alone).containsExactly(writes.get(2));
    assertThat(carla).isEqualTo(new WriteResult.AlreadySo());
    assertThat(mustChange(writes.get(0))).isTrue();
    assertThat(mustChange(writes.get(1))).isTrue();
    assertThat(mustChange(writes.get(2))).as("the one by itself is somebody else's").isFalse();
    assertThat(batch.confirmed(writes, List.of(anna, bob, carla)).subList(0, 2))
        .hasOnlyElementsOfType(WriteResult.Applied.class);
  }
}
