package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Batch;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.DirectoryInfo;
import org.keyturn.agent.directory.DirectoryInfo.Guard;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Placement;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.Reversal;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.run.History.Fate;
import org.keyturn.agent.run.History.Sent;
import org.keyturn.agent.run.World.OnItsWay;

/** The directory of a {@link World}, as one process sees it. */
final class ModelDirectory implements Directory {

  private static final String AGENT = "cn=keyturn,ou=services,dc=example,dc=com";

  private final World world;
  private final AgentProcess process;

  ModelDirectory(World world, AgentProcess process) {
    this.world = world;
    this.process = process;
  }

  @Override
  public DirectoryInfo info() {
    Guard guard = world.history.guarded ? Guard.PREVENTED : Guard.COMPARED;
    return new DirectoryInfo(
        "corp",
        "ldap://127.0.0.1",
        "model",
        "in memory",
        Action.ofAnyAccount(),
        DirectoryInfo.guards(Action.ofAnyAccount(), a -> guard));
  }

  private void ask() {
    world.at(process);
    if (world.away) {
      throw new DirectoryException(DirectoryException.Kind.UNREACHABLE, "the server is away");
    }
  }

  @Override
  public void scan(Scope scope, Consumer<Account> sink) {
    ask();
    List.copyOf(world.entries.values()).forEach(e -> sink.accept(e.account()));
  }

  @Override
  public int countUpTo(Scope scope, int limit) {
    ask();
    return Math.min(limit, world.entries.size());
  }

  @Override
  public boolean holds(Scope scope, AccountId id) {
    ask();
    return world.entries.containsKey(id.value());
  }

  @Override
  public List<Lookup> lookup(List<AccountKey> keys) {
    ask();
    List<Lookup> found = new ArrayList<>();
    for (AccountKey key : keys) {
      found.add(
          world.entries.values().stream()
              .filter(e -> e.id.equals(key.value()) || e.login.equals(key.value()))
              .findFirst()
              .<Lookup>map(e -> new Lookup.Found(e.account()))
              .orElseGet(Lookup.NotFound::new));
    }
    return found;
  }

  @Override
  public Optional<Account> read(AccountId id) {
    ask();
    return Optional.ofNullable(world.entries.get(id.value())).map(ModelEntry::account);
  }

  @Override
  public Batch batch(List<Write> writes) {
    ask();
    return Batch.each(this::apply);
  }

  @Override
  public WriteResult apply(Write write) {
    world.at(process);
    if (world.away) {
      return new WriteResult.Unreachable("away", "the server is away");
    }
    Optional<String> password =
        write.change() instanceof PasswordChange.Reset reset
            ? Optional.of(reset.password().withChars(String::new))
            : Optional.empty();
    boolean mustChange =
        !(write.change() instanceof PasswordChange.Reset reset) || reset.mustChange();
    return sent(
        new OnItsWay(
            process.run, write.id().value(), write.dn(), write.expected(), password, mustChange));
  }

  private WriteResult sent(OnItsWay write) {
    world.perhapsArrive(write.account());
    int luck = world.happens(world.weather().writes()) ? world.random.nextInt(12) : -1;
    ModelEntry entry = world.entries.get(write.account());
    if (luck == 0 || luck == 1) {
      return new WriteResult.Unreachable(WriteResult.BUSY, "busy (51)");
    }
    if (luck == 2 && world.random.nextInt(4) == 0) {
      return new WriteResult.Unreachable(WriteResult.AGENT_REFUSED, "invalid credentials (49)");
    }
    if (luck == 3 || luck == 4) {
      return unanswered(write);
    }
    if ((luck == 5 || luck == 6) && world.history.guarded) {
      world.delay(write);
      return unanswered(write);
    }
    if (luck == 7 && write.password().isPresent()) {
      return answered(
          write,
          Fate.PASSWORD_REFUSED,
          new WriteResult.Rejected(WriteResult.PASSWORD_REFUSED + "in-history", 19, "used before"));
    }
    if (luck == 8 || (entry != null && entry.refuses)) {
      return answered(
          write, Fate.REJECTED, new WriteResult.Rejected("insufficient-access", 50, "no"));
    }
    WriteResult result = written(write);
    if (luck == 9 || luck == 10) {
      return unanswered(write);
    }
    boolean stale = result instanceof WriteResult.Stale;
    return answered(write, stale ? Fate.STALE : Fate.WRITTEN, result);
  }

  private WriteResult written(OnItsWay write) {
    @Nullable WriteResult refusal = world.refusal(write);
    if (refusal != null) {
      return refusal;
    }
    if (!world.history.guarded) {
      world.at(process); // who comes in between is not seen
    }
    return world.written(write);
  }

  private WriteResult unanswered(OnItsWay write) {
    return answered(write, Fate.UNANSWERED, new WriteResult.Unknown("no answer in time"));
  }

  private WriteResult answered(OnItsWay write, Fate fate, WriteResult result) {
    if (result instanceof WriteResult.Rejected) {
      world.refuse(write.account());
    }
    world.history.sent.add(
        new Sent(
            world.step(),
            write.run(),
            process.number,
            process.sitting(),
            write.account(),
            write.password(),
            fate));
    world.at(process);
    return result;
  }

  @Override
  public Authorship whoWrote(Write write) {
    world.at(process);
    if (world.away) {
      return new Authorship.CannotTell("the server is away");
    }
    Authorship authorship = concluded(world.entries.get(write.id().value()), write);
    world.perhapsArrive(write.id().value());
    return authorship;
  }

  private Authorship concluded(@Nullable ModelEntry entry, Write write) {
    Authorship right = ModelAuthorship.of(entry, write);
    if (entry != null && world.defect == World.Defect.EVERYTHING_IS_OURS) {
      return new Authorship.Ours(entry.version());
    }
    return right instanceof Authorship.Ours ours && world.defect == World.Defect.NOTHING_IS_OURS
        ? new Authorship.SomebodyElse("mistaken " + ours.now())
        : right;
  }

  @Override
  public SignInResult signIn(String dn, Secret password) {
    ask();
    boolean right =
        world.entries.values().stream()
            .anyMatch(e -> e.dn.equals(dn) && e.password.equals(password.withChars(String::new)));
    return new SignInResult(
        right ? SignInResult.Kind.OK : SignInResult.Kind.BAD_CREDENTIALS,
        Optional.empty(),
        OptionalInt.empty(),
        "");
  }

  @Override
  public Set<NormalDn> untouchable() {
    ask();
    Set<NormalDn> dns = new HashSet<>(Set.of(NormalDn.of(AGENT)));
    world.entries.values().stream()
        .filter(e -> world.history.untouchable.contains(e.id))
        .forEach(e -> dns.add(NormalDn.of(e.dn)));
    return dns;
  }

  @Override
  public Set<NormalDn> membersOf(String group) {
    throw new UnsupportedOperationException("no groups here");
  }

  @Override
  public Reversal reversal(
      PasswordChange.PutBack change, Optional<EntryVersion> left, EntryVersion now) {
    throw new UnsupportedOperationException("nothing is undone here");
  }

  @Override
  public boolean remembers(AccountId id, Secret password) {
    return false;
  }

  @Override
  public List<PasswordPolicy> policies() {
    return List.of(ModelEntry.POLICY);
  }

  @Override
  public Optional<PasswordPolicy> defaultPolicy() {
    return Optional.of(ModelEntry.POLICY);
  }

  @Override
  public WriteResult writePolicy(PolicySettings settings) {
    throw new UnsupportedOperationException("no policy is written here");
  }

  @Override
  public List<Finding> examine() {
    return List.of();
  }

  @Override
  public Placement placement() {
    throw new UnsupportedOperationException("nothing here moves anybody");
  }

  @Override
  public void close() {}
}
