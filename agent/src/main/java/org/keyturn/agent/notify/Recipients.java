package org.keyturn.agent.notify;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.journal.NewMessage;

/** Where messages go: whose address, whether it is one, and how it is shown to others. */
public final class Recipients {

  private static final String DOTS = "••••";

  /** RFC 5321, 4.5.3.1. */
  private static final int LONGEST_ADDRESS = 254;

  private static final int LONGEST_LOCAL_PART = 64;

  /** RFC 5322, 3.2.3: dot-atom. Quoted local parts are legal, unused, and made for trickery. */
  private static final Pattern LOCAL_PART =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

  private static final Pattern DOMAIN =
      Pattern.compile(
          "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

  private static final Pattern TOP = Pattern.compile("(?<=.)\\.\\p{L}{2,12}$");

  private static final Pattern SHAPE = Pattern.compile("([^@]*)@([^@]*)");

  private Recipients() {}

  /** What a text from a directory is worth as an address. */
  public sealed interface Parsed {}

  /**
   * @param address exactly one, in ASCII: {@code fenna@xn--bcher-kva.example}
   */
  public record One(String address) implements Parsed {}

  /**
   * @param reason a sentence that does not quote the text
   */
  public record Unusable(String reason) implements Parsed {}

  /** Takes one plain address; nothing is trimmed, cut or mended but an international domain. */
  public static Parsed parse(String text) {
    if (text.isBlank()) {
      return new Unusable("There is no mail address.");
    }
    // Measured first: nothing below is to work on megabytes.
    if (text.length() > LONGEST_ADDRESS) {
      return new Unusable(
          "The mail address has %,d characters; %d are the most."
              .formatted(text.length(), LONGEST_ADDRESS));
    }
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return new Unusable("The mail address is not one name, one @ and one domain.");
    }
    String localPart = shape.group(1);
    if (localPart.length() > LONGEST_LOCAL_PART || !LOCAL_PART.matcher(localPart).matches()) {
      return new Unusable(
          "The mail address has characters before the @ that no plain address has.");
    }
    Optional<String> domain = asciiDomain(shape.group(2));
    if (domain.isEmpty()) {
      return new Unusable("The mail address has no valid domain after the @.");
    }
    String address = localPart + "@" + domain.get();
    return address.length() > LONGEST_ADDRESS
        ? new Unusable("The mail address is too long once its domain is written in ASCII.")
        : new One(address);
  }

  private static Optional<String> asciiDomain(String domain) {
    try {
      String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
    } catch (IllegalArgumentException notADomain) {
      return Optional.empty();
    }
  }

  /** For a password that still works: the organisation's address, else the recovery address. */
  public static Optional<String> whileSignInWorks(Account account) {
    return account.mail().or(account::recoveryMail);
  }

  /** For a password that does not: the address that does not hang on it, else the other. */
  public static Optional<String> whenSignInFails(Account account) {
    return account.recoveryMail().or(account::mail);
  }

  /**
   * For logs and terminals: {@code fenna@contoso.com} → {@code f••••@c••••.com}. The number of dots
   * tells nothing; what is no address is dots alone.
   */
  public static String mask(String address) {
    int at = address.lastIndexOf('@');
    if (at <= 0 || at == address.length() - 1) {
      return DOTS;
    }
    String domain = address.substring(at + 1);
    Matcher top = TOP.matcher(domain);
    return initial(address) + DOTS + "@" + initial(domain) + DOTS + (top.find() ? top.group() : "");
  }

  private static String initial(String text) {
    int first = text.codePointAt(0);
    return Character.isLetterOrDigit(first) ? Character.toString(first) : "";
  }

  /** Whom a message goes to, for logs and terminals: a person masked, a program by its name. */
  public static String shown(NewMessage message) {
    return switch (message.channel()) {
      case MAIL -> mask(message.recipient());
      case SMS -> maskPhone(message.recipient());
      case WEBHOOK -> "webhook " + message.recipient();
      case HOOK -> "hook " + message.recipient();
    };
  }

  /**
   * {@code +31612345642} → {@code +31 6 •• •• •• 42}; {@code 0612345642} → {@code 06 •• •• •• 42}.
   */
  public static String maskPhone(String number) {
    String digits = number.replaceAll("[^0-9]", "");
    if (digits.length() < 7) {
      return DOTS;
    }
    String start =
        number.strip().startsWith("+")
            ? "+" + digits.substring(0, 2) + " " + digits.charAt(2)
            : digits.substring(0, 2);
    return start + " •• •• •• " + digits.substring(digits.length() - 2);
  }
}
