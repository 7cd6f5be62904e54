package org.keyturn.agent.recovery;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Standing;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.journal.Tickets;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.notify.PhoneNumbers;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.password.Codes;

/**
 * Somebody who is signed in says where else they can be reached. What they say is theirs once they
 * type the code that went there; then it takes the place of the old address in the directory, and
 * the old address is told. Whoever calls has just seen them give their password. Thread-safe.
 */
public final class AddressChange {

  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int LONGEST = 254;

  private final Ledger ledger;
  private final Codes codes;
  private final Map<String, Set<ProofChannel>> offered;
  private final Optional<String> country;
  private final Runnable outbox;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param offered the config's name of a directory → what people may change in it
   * @param country of telephone numbers that are typed without one
   * @param outbox has messages delivered soon
   */
  public AddressChange(
      Ledger ledger,
      Codes codes,
      Map<String, Set<ProofChannel>> offered,
      Optional<String> country,
      Runnable outbox,
      Clock clock) {
    this.ledger = ledger;
    this.codes = codes;
    this.offered = Map.copyOf(offered);
    this.country = country;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * An account and where it is.
   *
   * @param name of the directory in the config
   * @param account as it was read just now
   */
  public record Owner(String name, Directory directory, Account account) {}

  /** What this person may change; empty for whom nobody may touch. */
  public Set<ProofChannel> offered(Owner owner) {
    Set<ProofChannel> all = offered.getOrDefault(owner.name(), Set.of());
    return all.isEmpty()
            || owner.directory().untouchable().contains(NormalDn.of(owner.account().dn()))
        ? Set.of()
        : all;
  }

  /** Where a code went. */
  public sealed interface Begun {

    /**
     * @param ticket of the browser
     */
    record Sent(Ticket ticket) implements Begun {}

    record NoAddress() implements Begun {}

    /** They have it already, or it hangs on the password that it is to recover. */
    record NothingGained() implements Begun {}

    record TooOften() implements Begun {}

    record NotOffered() implements Begun {}
  }

  /**
   * @param typed the new address; untrusted
   * @param browser a hash of its secret
   */
  public Begun begin(Owner owner, ProofChannel channel, String typed, String browser) {
    Account account = owner.account();
    if (!offered(owner).contains(channel)) {
      return new Begun.NotOffered();
    }
    Optional<String> address = address(channel, typed);
    if (address.isEmpty()) {
      return new Begun.NoAddress();
    }
    if (isOwn(account.mail(), address.get()) || isOwn(channel.reach().of(account), address.get())) {
      return new Begun.NothingGained();
    }
    Instant now = clock.instant();
    Ticket ticket =
        Ticket.address(
            Ticket.newId(random),
            owner.name(),
            account.id().value(),
            account.login(),
            Standing.addresses(account),
            account.state().changedAt(),
            browser,
            channel.id(),
            address.get(),
            now,
            now.plus(LIFE));
    boolean sent =
        ledger
            .newAddresses()
            .open(
                ticket,
                Messages.addressCode(
                    owner.name(), account, channel.way(), address.get(), ticket.id()));
    outbox.run();
    return sent ? new Begun.Sent(ticket) : new Begun.TooOften();
  }

  private Optional<String> address(ProofChannel channel, String typed) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    return switch (channel) {
      case RECOVERY_MAIL ->
          Recipients.parse(typed) instanceof Recipients.One one
              ? Optional.of(one.address())
              : Optional.empty();
      case MOBILE -> PhoneNumbers.e164(typed, country);
    };
  }

  private static boolean isOwn(Optional<String> address, String typed) {
    return address.filter(typed::equalsIgnoreCase).isPresent();
  }

  /** What came of a code. */
  public sealed interface Ended {

    record Done() implements Ended {}

    /**
     * @param left how many more times it is looked at
     */
    record Wrong(int left) implements Ended {}

    /** Not what a code looks like; it was not counted. */
    record NoCode() implements Ended {}

    /** Its time or its tries are over, or the account is not what it was. */
    record Over() implements Ended {}

    /** The directory does not take it, or does not answer; it is audited why. */
    record NotDone() implements Ended {}
  }

  /**
   * @param owner as read just now
   */
  public Ended enter(Owner owner, String ticket, String browser, String typed) {
    Optional<Secret> code = Codes.typed(typed);
    if (code.isEmpty()) {
      return new Ended.NoCode();
    }
    try (Secret guess = code.get()) {
      Tickets.Attempt attempt =
          ledger
              .tickets()
              .attempt(ticket, browser, now -> codes.isCode(now.id(), now.code(), guess));
      if (attempt instanceof Tickets.Attempt.Wrong wrong && wrong.left() > 0) {
        return new Ended.Wrong(wrong.left());
      }
      return attempt instanceof Tickets.Attempt.Right
          ? ledger
              .newAddresses()
              .spend(ticket, browser)
              .filter(proof -> holds(proof, owner))
              .map(proof -> written(owner, proof))
              .orElseGet(Ended.Over::new)
          : new Ended.Over();
    }
  }

  private static boolean holds(Ticket proof, Owner owner) {
    return proof.purpose() == Ticket.Purpose.ADDRESS
        && proof.directory().equals(owner.name())
        && Standing.holds(proof, owner.account())
        && owner.account().state().enabled();
  }

  private Ended written(Owner owner, Ticket proof) {
    Account account = owner.account();
    ProofChannel channel = proof.channel().flatMap(ProofChannel::byId).orElseThrow();
    String address = proof.shown().getOrDefault(channel.id(), "");
    Map<String, String> details =
        new TreeMap<>(Map.of("channel", channel.id(), "to", channel.mask(address)));
    record(owner, "address-change-intended", details);
    WriteResult answer = owner.directory().readdress(account, channel.reach(), address);
    if (!(answer instanceof WriteResult.Applied)) {
      details.putAll(told(answer));
      record(owner, "address-change-not-done", details);
      if (answer instanceof WriteResult.Unknown) {
        tellOld(owner, channel, address, proof); // It may be so: better told once too often.
      }
      return new Ended.NotDone();
    }
    record(owner, "address-changed", details);
    tellOld(owner, channel, address, proof);
    return new Ended.Done();
  }

  private static Map<String, String> told(WriteResult answer) {
    if (answer instanceof WriteResult.Stale no) {
      return Map.of("reason", no.reason(), "detail", no.detail());
    } else if (answer instanceof WriteResult.Rejected no) {
      return Map.of("reason", no.reason(), "detail", no.detail());
    } else if (answer instanceof WriteResult.Unreachable no) {
      return Map.of("reason", no.reason(), "detail", no.detail());
    }
    return answer instanceof WriteResult.Unknown no
        ? Map.of("reason", "no-answer", "detail", no.detail())
        : Map.of("reason", "already-so");
  }

  private void tellOld(Owner owner, ProofChannel channel, String address, Ticket proof) {
    Account account = owner.account();
    channel
        .address(account)
        .ifPresent(
            old ->
                ledger
                    .outbox()
                    .add(
                        Messages.addressChanged(
                            owner.name(),
                            account,
                            channel.way(),
                            old,
                            proof.id(),
                            channel.mask(address))));
    outbox.run();
  }

  private void record(Owner owner, String event, Map<String, String> details) {
    ledger
        .audit()
        .append(
            "self:" + owner.account().login(),
            event,
            owner.name(),
            owner.account().login(),
            details);
  }
}
