package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.password.Sealer;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Planner;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.run.Brief;
import org.keyturn.agent.run.Claim;
import org.keyturn.agent.run.LiveLimits;
import org.keyturn.agent.run.Passwords;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.RunResult.Ending;
import org.keyturn.agent.run.RunSettings;
import org.keyturn.agent.run.Runner;
import org.keyturn.agent.run.Stop;

/**
 * Whole runs over generated passwords that the server's own rules refuse: another is tried, three
 * at most, and whoever could not be given one keeps theirs.
 */
abstract non-sealed class TriesContract extends DirectoryContractTest {

  private static final List<String> TOO_SHORT = List.of("Sh0rt-pw-1", "Sh0rt-pw-2", "Sh0rt-pw-3");
  private static final String LONG = "Long-enough-passw0rd-2";

  /** What a run left. */
  private record Left(RunResult result, Item item, Map<String, String> shown, int generated) {}

  private String demandedOf(String name) throws LDAPException {
    String dn = person(name);
    lab().underPolicy(dn, lab().addDemandingPolicy(fresh("demanding")));
    return dn;
  }

  private Left reset(String dn, List<String> generated) throws IOException {
    Selection one =
        new Selection(
            List.of(new AccountKey(AccountKey.Kind.DN, dn)),
            "the test",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            Set.of());
    PlanRequest request =
        new PlanRequest(
            Optional.empty(),
            Action.RESET,
            one,
            new Rule.Always(),
            PlanOptions.reset(false, "show", Optional.empty()),
            Optional.empty());
    Clock clock = Clock.systemUTC();
    Map<String, String> shown = new HashMap<>();
    Queue<String> left = new ArrayDeque<>(generated);
    try (Ledger ledger =
            Ledgers.open(new StoreSettings(temporary.resolve("store")), Clock.systemUTC());
        Plan plan =
            new Planner(directory, clock, Files.createDirectories(temporary.resolve("plans")))
                .plan(request)) {
      ledger.holders().register(Holder.Kind.COMMAND);
      RunResult result =
          new Runner(
                  directory,
                  ledger,
                  new Listed(left, new Sealer(temporary.resolve("store"))),
                  RunSettings.with(1, OptionalDouble.empty(), LiveLimits.DEFAULT),
                  clock,
                  new Stop(),
                  Progress.NONE)
              .carryOut(
                  plan,
                  new Brief("anna", Optional.empty(), ""),
                  (item, password) -> shown.put(item.dn(), password.withChars(String::new)));
      List<Item> items = new ArrayList<>();
      ledger.runs().items(result.run().id(), items::add);
      assertThat(result.ending()).isEqualTo(Ending.DONE);
      assertThat(items).hasSize(1);
      assertThat(ledger.runs().sealed(result.run().id(), 0)).as("no password is kept").isEmpty();
      return new Left(result, items.get(0), shown, generated.size() - left.size());
    }
  }

  @Test
  void aGeneratedPasswordThatTheServerRefusesIsFollowedByAnother() throws Exception {
    String dn = demandedOf("another");

    Left left = reset(dn, List.of(TOO_SHORT.get(0), TOO_SHORT.get(1), LONG));

    assertThat(left.result().tally().applied()).as(left.item().detail()).isEqualTo(1);
    assertThat(left.generated()).isEqualTo(lab().has(Trait.JUDGES_RESETS) ? 3 : 1);
    String given = lab().has(Trait.JUDGES_RESETS) ? LONG : TOO_SHORT.get(0);
    assertThat(left.shown()).containsOnly(Map.entry(left.item().dn(), given));
    assertThat(bindAs(dn, given)).isEqualTo(ResultCode.SUCCESS);
    assertThat(bindAs(dn, OLD)).isNotEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void whoeverIsRefusedEachOfThemKeepsTheOldOneAndIsToldWhatTheServerSaid() throws Exception {
    if (!lab().has(Trait.JUDGES_RESETS)) {
      return; // the test above shows that this server takes the first
    }
    String dn = demandedOf("refused");
    Account before = account(dn);
    List<String> more = new ArrayList<>(TOO_SHORT);
    more.add(LONG);

    Left left = reset(dn, more);

    assertThat(left.generated()).as("three are tried").isEqualTo(TOO_SHORT.size());
    assertThat(left.result().tally().failed()).isEqualTo(1);
    assertThat(left.item().state()).isEqualTo(Item.State.FAILED);
    assertThat(left.item().reason()).isEqualTo(WriteResult.PASSWORD_REFUSED + "policy");
    assertThat(left.item().detail()).as("in the server's words").contains("12 characters");
    TOO_SHORT.forEach(tried -> assertThat(left.item().detail()).doesNotContain(tried));
    assertThat(left.shown()).isEmpty();
    assertThat(account(dn)).as("nothing is half done").isEqualTo(before);
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    // Last: where refused sign-ins are counted, they are so after the old one was seen to work.
    TOO_SHORT.forEach(tried -> assertThat(bindAs(dn, tried)).isNotEqualTo(ResultCode.SUCCESS));
  }

  /** Generates what a test says, in this order. */
  private record Listed(Queue<String> left, Sealer sealer) implements Passwords {
    @Override
    public Secret next(Account account) {
      return Secret.of(left.remove());
    }

    @Override
    public Claim claim() {
      Instant now = Instant.now();
      return new Claim("ticket-" + UUID.randomUUID(), now, now.plus(Duration.ofDays(3)));
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
