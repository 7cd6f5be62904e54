package org.keyturn.agent.notify;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/** Telephone numbers as people wrote them into a directory → E.164. */
public final class PhoneNumbers {

  /** Digits and what people put between them; no letters, no extension. */
  private static final Pattern PLAIN = Pattern.compile("\\+?[0-9 ().\\u00a0/-]{4,40}");

  /** libphonenumber's name for "nowhere": only what begins with + is a number there. */
  private static final String NOWHERE = "ZZ";

  private final Optional<String> country;

  /**
   * @param country ISO 3166-1, for numbers without one
   */
  PhoneNumbers(Optional<String> country) {
    this.country = country;
  }

  /** What a text from a directory is worth as a number. */
  sealed interface Parsed {}

  record Dialled(String e164) implements Parsed {}

  /**
   * @param reason a sentence that does not quote the text
   */
  record Unusable(String reason) implements Parsed {}

  /** Whether numbers of that country are known: {@code NL}. */
  public static boolean isCountry(String code) {
    return PhoneNumberUtil.getInstance().getSupportedRegions().contains(code);
  }

  /**
   * What somebody typed, as a gateway dials it.
   *
   * @param country ISO 3166-1, for numbers without one
   * @return empty: no number
   */
  public static Optional<String> e164(String typed, Optional<String> country) {
    return new PhoneNumbers(country).parse(typed) instanceof Dialled dialled
        ? Optional.of(dialled.e164())
        : Optional.empty();
  }

  Parsed parse(String text) {
    if (text.isBlank()) {
      return new Unusable("There is no telephone number.");
    }
    String number = text.strip();
    if (!PLAIN.matcher(number).matches()) {
      return new Unusable("The telephone number has characters that no plain number has.");
    }
    if (country.isEmpty() && !number.startsWith("+")) {
      return new Unusable(
          "The telephone number does not begin with + and its country; sms.country in the config"
              + " would say which is meant.");
    }
    PhoneNumberUtil known = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber parsed = known.parse(number, country.orElse(NOWHERE));
      return known.isValidNumber(parsed)
          ? new Dialled(known.format(parsed, PhoneNumberFormat.E164))
          : new Unusable("The telephone number is none that its country gives out.");
    } catch (NumberParseException e) {
      return new Unusable("The telephone number is none: " + e.getErrorType() + ".");
    }
  }
}
