package org.keyturn.agent.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.lifecycle.Keepsake;
import org.keyturn.agent.lifecycle.RemovalSettings;
import org.keyturn.agent.lifecycle.Removing;
import org.keyturn.agent.lifecycle.Return;
import org.keyturn.agent.password.PasswordContext;
import org.keyturn.agent.password.PasswordGenerator;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.password.Sealer;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Planner;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.plan.UndoPlanner;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.run.Brief;
import org.keyturn.agent.run.Claim;
import org.keyturn.agent.run.LiveLimits;
import org.keyturn.agent.run.Openings;
import org.keyturn.agent.run.Passwords;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.RunSettings;
import org.keyturn.agent.run.Runner;
import org.keyturn.agent.run.Stop;
import org.keyturn.agent.run.Undo;

/** Out of the organisation and back; and values that go and come back, byte for byte. */
abstract non-sealed class RemovalContract extends DirectoryContractTest {

  /** That the agent may not; or, where it may everything, that there is no such attribute. */
  private static final Set<String> REFUSALS = Set.of("insufficient-access", "result-16");

  /** Those that look themselves before they delete (RFC 4528). */
  private static final Set<String> ASSERTING = Set.of("openldap", "opendj");

  @Override
  DirectorySettings settings() {
    return Settings.of(super.settings()).archive(lab().former()).make();
  }

  private HeldValues alias(String... values) {
    return new HeldValues(
        lab().alias(), Arrays.stream(values).map(v -> v.getBytes(UTF_8)).toList());
  }

  private String aliased(String name, String... aliases) throws LDAPException {
    String dn = person(name);
    lab().root().modify(dn, new Modification(ModificationType.ADD, lab().alias(), aliases));
    return dn;
  }

  @Test
  void valuesGoByValueAndComeBackAsTheyWere() throws LDAPException {
    String dn = aliased("held", "Zoe, also", "stays");
    HeldValues one = alias("Zoe, also");
    Placement placement = directory.placement();
    Map<String, Set<String>> before = entry(dn);
    assertApplied(placement.clear(dn, one));
    assertThat(entry(dn).get(lab().alias().toLowerCase(Locale.ROOT)))
        .contains("stays")
        .doesNotContain("Zoe, also");
    assertThat(placement.clear(dn, one)).isEqualTo(new WriteResult.AlreadySo());
    assertStale(placement.clear(dn, alias("Zoe, also", "stays")), "changed-since");
    assertApplied(placement.restore(dn, one));
    assertThat(placement.restore(dn, one)).isEqualTo(new WriteResult.AlreadySo());
    assertThat(entry(dn)).isEqualTo(before);
  }

  @Test
  void whatTheAgentMayNotWriteOrIsNotThereIsSaidSo() throws LDAPException {
    String dn = person("refused");
    HeldValues name = new HeldValues(lab().foreign(), List.of("other".getBytes(UTF_8)));
    assertThat(directory.placement().restore(dn, name))
        .isInstanceOfSatisfying(
            WriteResult.Rejected.class, r -> assertThat(r.reason()).isIn(REFUSALS));
    lab().delete(dn);
    assertStale(directory.placement().clear(dn, alias("gone")), "gone");
  }

  @Test
  void somebodyLeavesAndComesBack() throws LDAPException, IOException {
    String dn = aliased("leaver", "alias-of-leaver");
    String group = group("team", dn, person("stays"));
    Account account = account(dn);
    String away = Placement.below(dn, lab().former());
    Map<String, Set<String>> before = entry(dn);
    try (Ledger ledger = Ledgers.open(new StoreSettings(store()), Clock.systemUTC())) {
      ledger.holders().register(Holder.Kind.COMMAND);
      Run removed = carryOut(ledger, removal(dn));
      Account gone = directory.read(account.id()).orElseThrow();
      assertThat(NormalDn.of(gone.dn())).isEqualTo(NormalDn.of(away));
      assertThat(gone.state().enabled()).isFalse();
      assertThat(lab().bindAs(away, OLD)).isNotEqualTo(ResultCode.SUCCESS);
      assertThat(directory.placement().membershipsOf(gone)).isEmpty();
      assertThat(directory.membersOf(group)).doesNotContain(NormalDn.of(dn), NormalDn.of(away));
      Plan back =
          new Undo(
                  ledger.runs(),
                  new UndoPlanner(
                      directory,
                      Clock.systemUTC(),
                      folder(),
                      new Return(directory, ledger.removals())))
              .plan(removed, Optional.empty());
      Run unused = carryOut(ledger, back);
    }
    assertThat(entry(dn)).isEqualTo(before);
    assertThat(directory.membersOf(group)).contains(NormalDn.of(dn));
    assertThat(account(dn).state().enabled()).isTrue();
    assertThat(account(dn).state().mustChange()).isTrue();
    assertThat(lab().bindAs(dn, OLD)).as("the old password").isNotEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void whoIsDeletedIsGoneAndTheirLdifNamesThem() throws LDAPException {
    String dn = aliased("purged", "alias-of-purged");
    Account account = account(dn);
    Placement placement = directory.placement();
    assertApplied(placement.move(account.id(), dn, lab().former()));
    String away = Placement.below(dn, lab().former());
    String ldif = placement.ldif(away, dn, List.of(), List.of());
    assertThat(ldif.toLowerCase(Locale.ROOT))
        .contains("changetype: add", "alias-of-purged")
        .doesNotContain("userpassword", "unicodepwd");
    assertStale(placement.delete(account), "moved");
    Account enabled = directory.read(account.id()).orElseThrow();
    assertStale(placement.delete(enabled), "changed-since");
    lab().disableByHand(away);
    if (ASSERTING.contains(directory.info().dialect())) {
      assertStale(placement.delete(enabled), "changed-since"); // which the server alone can tell
    }
    assertApplied(placement.delete(directory.read(account.id()).orElseThrow()));
    assertThat(placement.delete(enabled)).isEqualTo(new WriteResult.AlreadySo());
    assertThat(directory.read(account.id())).isEmpty();
  }

  /** What is somebody's own: neither the password's state nor the server's stamps. */
  private Map<String, Set<String>> entry(String dn) throws LDAPException {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Attribute a : lab().root().getEntry(dn, "*").getAttributes()) {
      String name = a.getName().toLowerCase(Locale.ROOT);
      if (!lab().isState(name)) {
        all.put(name, Arrays.stream(a.getValues()).collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    assertThat(all).containsKey("objectclass").hasSizeGreaterThan(2);
    return all;
  }

  private Path store() {
    return temporary.resolve("store");
  }

  private Path folder() throws IOException {
    return Files.createDirectories(temporary.resolve("plans"));
  }

  private Plan removal(String dn) throws IOException {
    Selection one =
        new Selection(
            List.of(new AccountKey(AccountKey.Kind.DN, dn)),
            "the test",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            Set.of());
    return new Planner(directory, Clock.systemUTC(), folder())
        .plan(
            new PlanRequest(
                Optional.empty(),
                Action.REMOVE,
                one,
                new Rule.Always(),
                PlanOptions.NONE,
                Optional.empty()));
  }

  private Run carryOut(Ledger ledger, Plan plan) {
    RemovalSettings settings = new RemovalSettings(true, cleared());
    try (plan) {
      RunResult result =
          new Runner(
                  directory,
                  ledger,
                  new Generated(new Sealer(store())),
                  RunSettings.with(1, OptionalDouble.empty(), LiveLimits.DEFAULT),
                  Clock.systemUTC(),
                  new Stop(),
                  Progress.NONE,
                  Openings.ALWAYS,
                  (there, run, ownership) ->
                      new Removing(
                          there, ledger.removals(), settings, Keepsake.NONE, run, ownership))
              .carryOut(plan, new Brief("anna", Optional.empty(), ""), (item, password) -> {});
      ledger
          .runs()
          .items(
              result.run().id(),
              item ->
                  assertThat(item.state())
                      .as(item.reason() + ": " + item.detail())
                      .isEqualTo(Item.State.APPLIED));
      assertThat(result.tally().applied()).isEqualTo(1);
      return result.run();
    }
  }

  /** A name in the RDN is the entry's for good. */
  private List<String> cleared() {
    return lab().alias().equals(lab().accounts().login()) ? List.of() : List.of(lab().alias());
  }

  /** Passwords that a server with rules takes. */
  private static final class Generated implements Passwords {

    private final PasswordGenerator generator = new PasswordGenerator(PasswordSettings.DEFAULT);
    private final Sealer sealer;

    Generated(Sealer sealer) {
      this.sealer = sealer;
    }

    @Override
    public Secret next(Account account) {
      return generator.generate(PasswordContext.of(account));
    }

    @Override
    public Claim claim() {
      throw new IllegalStateException("nobody is told");
    }

    @Override
    public byte[] seal(Secret password, String run, AccountId account) {
      return sealer.seal(password, run, account.value());
    }

    @Override
    public Secret open(byte[] sealed, String run, AccountId account) {
      return sealer.open(sealed, run, account.value());
    }
  }
}
