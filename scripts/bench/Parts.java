import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Intent;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.password.PasswordContext;
import org.keyturn.agent.password.PasswordGenerator;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.password.Sealer;
import org.keyturn.agent.policy.Decider;
import org.keyturn.agent.policy.Question;
import org.keyturn.agent.policy.Rule;

/**
 * What each hot part costs for one account: deciding, generating, sealing, and the ledger's begin,
 * intent and outcome, with its audit entry, in windows of a hundred that are each forced to disk.
 *
 * <p>{@code java -cp keyturn-agent.jar Parts.java [ACCOUNTS [ROUNDS]]} prints medians in
 * microseconds. Run it with the launcher's options ({@code -XX:TieredStopAtLevel=1}) to see what a
 * command sees.
 */
final class Parts {

  private static final int WINDOW = 100;
  private static final Instant NOW = Instant.parse("2026-11-22T02:30:00Z");

  public static void main(String[] args) throws Exception {
    int accounts = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    List<Account> people = IntStream.range(0, accounts).mapToObj(Parts::account).toList();
    PasswordGenerator generator = new PasswordGenerator(PasswordSettings.DEFAULT);
    Path folder = Files.createTempDirectory("keyturn-parts-");
    try (Secret secret = Secret.of("a-password-of-some-length")) {
      Sealer sealer = new Sealer(Files.createDirectory(folder.resolve("key")));
      each("decide", people.size(), rounds, i -> decide(people.get(i)));
      each(
          "generate",
          people.size(),
          rounds,
          i -> {
            try (Secret one = generator.generate(PasswordContext.of(people.get(i)))) {
              return one.length();
            }
          });
      each("seal", people.size(), rounds, i -> sealer.seal(secret, "run", "account" + i));
      ledger(folder, people, rounds);
    } finally {
      delete(folder);
    }
  }

  private static void ledger(Path folder, List<Account> people, int rounds) throws IOException {
    double[] begin = new double[rounds];
    double[] intend = new double[rounds];
    double[] record = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      Path store = folder.resolve("store" + round);
      try (Ledger ledger = Ledgers.open(new StoreSettings(store), Clock.systemUTC())) {
        ledger.holders().register(Holder.Kind.COMMAND);
        Runs runs = ledger.runs();
        long start = System.nanoTime();
        Runs.Ownership owner =
            runs.begin(run(people.size()), IntStream.range(0, people.size()).mapToObj(i -> item(i, people)).iterator());
        begin[round] = micros(start, people.size());
        for (int from = 0; from < people.size(); from += WINDOW) {
          List<Long> window = new ArrayList<>();
          for (int i = from; i < Math.min(people.size(), from + WINDOW); i++) {
            window.add((long) i);
          }
          start = System.nanoTime();
          runs.intend(owner, window.stream().map(seq -> new Intent(seq, new byte[0])).toList());
          intend[round] += micros(start, people.size());
          start = System.nanoTime();
          runs.record(owner, window.stream().map(Parts::applied).toList());
          record[round] += micros(start, people.size());
        }
      }
    }
    tell("ledger: begin", begin);
    tell("ledger: intent", intend);
    tell("ledger: outcome", record);
  }

  private static Object decide(Account account) {
    return Decider.decide(
        new Question(
            account,
            new Rule.PasswordOlderThan(Duration.ofDays(90)),
            Action.FORCE_CHANGE,
            false,
            false,
            Optional.empty(),
            Set.of(Action.values()),
            NOW));
  }

  private static Account account(int i) {
    PasswordPolicy policy =
        new PasswordPolicy(
            "cn=default,ou=policies,dc=example,dc=com",
            "default",
            Optional.of(Duration.ofDays(90)),
            Duration.ofDays(14),
            true,
            12,
            5,
            0,
            true,
            Duration.ofMinutes(15));
    Instant changed = NOW.minus(Duration.ofHours(i % 4_000));
    return new Account(
        new AccountId(String.format(Locale.ROOT, "%08x-7e80-1041-8349-abd40e8838d7", i)),
        "uid=user" + i + ",ou=people,dc=example,dc=com",
        "user" + i,
        Optional.of("Fenna de Vries " + i),
        Optional.of("user" + i + "@example.com"),
        Optional.empty(),
        Optional.empty(),
        Optional.of("nl"),
        new PasswordState(
            Optional.of(changed),
            false,
            new Expiry.At(changed.plus(Duration.ofDays(90))),
            Lock.NONE,
            true,
            Optional.empty()),
        new PolicyInForce.Resolved(policy, "pwdPolicySubentry"),
        EntryVersion.of(Map.of("pwdChangedTime", "20260822023000Z")));
  }

  private static Item item(int i, List<Account> people) {
    Account one = people.get(i);
    return new Item(
        i, one.id(), one.dn(), one.login(), "selected", one.version(), Item.State.PLANNED, "", "", 0, Optional.empty());
  }

  private static Outcome applied(long seq) {
    return new Outcome(seq, Item.State.APPLIED, "", "", Optional.empty())
        .leaving(EntryVersion.of(Map.of("pwdChangedTime", "20260822023000Z", "pwdReset", "TRUE")));
  }

  private static Run run(int accounts) {
    return new Run(
        "20261122-023000-7kq2",
        Optional.empty(),
        Action.FORCE_CHANGE,
        "bench",
        "ldap://127.0.0.1",
        "bench",
        "bench",
        "0".repeat(64),
        Run.Options.NONE,
        accounts,
        Run.State.OPEN,
        NOW,
        Optional.empty(),
        Optional.empty());
  }

  private static void each(String name, int count, int rounds, IntFunction<Object> work) {
    double[] samples = new double[rounds];
    int sink = 0;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        sink += work.apply(i).hashCode();
      }
      samples[round] = micros(start, count);
    }
    tell(name, samples);
    if (sink == 42) { // the work cannot be left out
      System.out.print("");
    }
  }

  private static double micros(long start, int count) {
    return (System.nanoTime() - start) / 1e3 / count;
  }

  private static void tell(String name, double[] samples) {
    Arrays.sort(samples);
    System.out.printf(Locale.ROOT, "%-16s %8.2f µs an account%n", name, samples[samples.length / 2]);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
