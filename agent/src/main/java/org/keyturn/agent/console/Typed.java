package org.keyturn.agent.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanCursor;
import org.keyturn.agent.plan.PlannedAccount;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.run.Given;

/**
 * New passwords that somebody typed for people of a plan, which holds none itself: they come with
 * its confirmation, are judged for whom they are meant, and wait sealed for the run. The secrets
 * stay whoever's they were.
 *
 * <p>Of a plan that changes one account the one sealed password is kept as it is; of others {@code
 * count (int), then each: account id (modified UTF-8), length (int), sealed password}, big-endian.
 */
public final class Typed {

  /** None: every password is generated. */
  static final Typed NOTHING = new Typed(Map.of());

  /** Where somebody is told them, reads them, or finds them; a link leads to one of one's own. */
  private static final Set<String> DELIVERIES = Set.of("show", "mail", "sheet");

  /** Whom a plan changes alone, whatever they are called. */
  private static final String THE_ONE = "";

  private final Map<String, Secret> byUser;

  private Typed(Map<String, Secret> byUser) {
    this.byUser = byUser;
  }

  /** For the one account that a plan changes; empty: nothing was typed. */
  static Typed one(Secret password) {
    return password.length() == 0 ? NOTHING : new Typed(Map.of(THE_ONE, password));
  }

  /**
   * @param byUser by the id or login that the plan has
   */
  public static Typed of(Map<String, Secret> byUser) {
    return new Typed(new LinkedHashMap<>(byUser));
  }

  boolean isNothing() {
    return byUser.isEmpty();
  }

  /** What speaks against them; empty: nothing does. */
  Optional<Confirmed> objection(Frozen frozen, Work work) {
    if (byUser.isEmpty()) {
      return Optional.empty();
    }
    Plan plan = frozen.first();
    if (plan.header().action() != Action.RESET
        || !DELIVERIES.contains(plan.header().options().deliver())
        || (byUser.containsKey(THE_ONE)
            && (frozen.people() > 1 || OneAccount.of(plan).isEmpty()))) {
      return Optional.of(Confirmed.of(Confirmed.Kind.NOT_TYPED));
    }
    List<String> objections = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(byUser.keySet());
    Map<AccountId, String> seen = new HashMap<>();
    each(
        plan,
        (account, user) -> {
          String whose = user.equals(THE_ONE) ? "" : Printable.line(account.login()) + ": ";
          unknown.remove(user);
          if (seen.put(account.id(), user) != null) {
            objections.add(whose + "a password was typed under the id, and one under the login");
          }
          work.objections(plan.header().directory(), account.id(), secret(user))
              .forEach(sentence -> objections.add(whose + sentence));
        });
    frozen.plans().stream()
        .skip(1)
        .flatMap(other -> elsewhere(other, seen, work))
        .filter(sentence -> !objections.contains(sentence))
        .forEach(objections::add);
    unknown.forEach(
        user -> objections.add(Printable.line(user) + ": the plan changes nobody of this name"));
    return objections.isEmpty()
        ? Optional.empty()
        : Optional.of(new Confirmed(Confirmed.Kind.PASSWORD, objections));
  }

  /** Each server that is to take one judges it. */
  private Stream<String> elsewhere(Plan plan, Map<AccountId, String> users, Work work) {
    List<String> objections = new ArrayList<>();
    try (PlanCursor accounts = plan.accounts()) {
      while (accounts.hasNext()) {
        PlannedAccount account = accounts.next();
        String user = account.person().map(users::get).orElse(null);
        if (user != null && account.verdict() == PlannedAccount.Verdict.CHANGE) {
          String whose = user.equals(THE_ONE) ? "" : Printable.line(account.login()) + ": ";
          work.objections(plan.header().directory(), account.id(), secret(user))
              .forEach(sentence -> objections.add(whose + sentence));
        }
      }
    }
    return objections.stream();
  }

  private Secret secret(String user) {
    return Optional.ofNullable(byUser.get(user)).orElseThrow();
  }

  @FunctionalInterface
  private interface Whose {
    void is(PlannedAccount account, String user);
  }

  private void each(Plan plan, Whose whose) {
    try (PlanCursor accounts = plan.accounts()) {
      while (accounts.hasNext()) {
        PlannedAccount account = accounts.next();
        if (account.verdict() == PlannedAccount.Verdict.CHANGE) {
          Stream.of(THE_ONE, account.id().value(), account.login())
              .distinct()
              .filter(byUser::containsKey)
              .forEach(user -> whose.is(account, user));
        }
      }
    }
  }

  /** As {@code pending_plans} keeps them; empty: there are none. */
  byte[] sealed(Plan plan, Work work) {
    String id = plan.header().id();
    Map<AccountId, byte[]> all = new LinkedHashMap<>();
    each(plan, (account, user) -> all.put(account.id(), work.seal(secret(user), id, account.id())));
    if (all.isEmpty()) {
      return new byte[0];
    }
    return plan.header().changes() == 1 ? all.values().iterator().next() : packed(all);
  }

  private static byte[] packed(Map<AccountId, byte[]> all) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(all.size());
      for (Map.Entry<AccountId, byte[]> one : all.entrySet()) {
        out.writeUTF(one.getKey().value());
        out.writeInt(one.getValue().length);
        out.write(one.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * What was kept of them, by account.
   *
   * @param kept as {@link #sealed} made it
   */
  static Map<AccountId, byte[]> kept(Plan plan, byte[] kept) {
    if (plan.header().changes() == 1) {
      return Map.of(OneAccount.of(plan).orElseThrow().id(), kept);
    }
    Map<AccountId, byte[]> all = new LinkedHashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept))) {
      for (int left = in.readInt(); left > 0; left--) {
        AccountId whose = new AccountId(in.readUTF());
        all.put(whose, in.readNBytes(in.readInt()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what was typed for " + plan.header().id(), e);
    }
    return all;
  }

  /** The passwords themselves, opened one by one. */
  static Given given(Plan plan, Map<AccountId, byte[]> kept, Work work) {
    String id = plan.header().id();
    return account ->
        Optional.ofNullable(kept.get(account)).map(one -> work.open(one, id, account));
  }
}
