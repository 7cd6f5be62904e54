package org.keyturn.embedded.sample;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Names, mostly Dutch, some from elsewhere; no two of a list look alike in ASCII. */
final class Names {
  private static final List<String> GIVEN =
      List.of(
          "Sanne",
          "Zoë",
          "Daan",
          "Fleur",
          "Jörgen",
          "Loïs",
          "Bram",
          "Noor",
          "Thijs",
          "Anouk",
          "Sem",
          "Renée",
          "Gijs",
          "Femke",
          "Łukasz",
          "Maud",
          "Ruben",
          "İpek",
          "Joost",
          "Eefje",
          "Søren",
          "Merel",
          "Teun",
          "Chloé",
          "Wouter",
          "Siân",
          "Niels",
          "Ángel",
          "Lieke",
          "Omar",
          "Güneş",
          "Roos",
          "Sjoerd",
          "Yüksel",
          "Tess",
          "Kees",
          "Ingrid",
          "Mohammed",
          "Björk",
          "Hanneke",
          "Pieter",
          "Xin");
  private static final List<String> SURNAMES =
      List.of(
          "de Vries",
          "Jansen",
          "van den Berg",
          "Bakker",
          "van Dijk",
          "Visser",
          "Smit",
          "Meijer",
          "de Boer",
          "Mulder",
          "de Groot",
          "Bos",
          "Vos",
          "Peters",
          "Hendriks",
          "van Leeuwen",
          "Dekker",
          "Brouwer",
          "de Wit",
          "Dijkstra",
          "Smits",
          "de Graaf",
          "van der Meer",
          "Kok",
          "Jacobs",
          "van 't Hof",
          "de Haan",
          "Ångström",
          "Vermeulen",
          "van den Heuvel",
          "Yılmaz",
          "Schouten",
          "Çelik",
          "Müller",
          "Nguyễn",
          "O'Brien",
          "Kowalski",
          "Ødegård",
          "Šimić",
          "Fernández",
          "Oosterhuis-van der Stok",
          "Weiß",
          "王");

  private static final int PAIRS = GIVEN.size() * SURNAMES.size();

  /** Has no divisor in common with the number of pairs, so every pair comes up once. */
  private static final int STEP = 1009;

  private Names() {}

  static String given(int person) {
    return GIVEN.get(pair(person) % GIVEN.size());
  }

  static String surname(int person) {
    return SURNAMES.get(pair(person) / GIVEN.size());
  }

  /** Unique among all people: the names in ASCII, numbered once all pairs are used up. */
  static String uid(int person) {
    int round = person / PAIRS;
    return ascii(given(person)) + '.' + ascii(surname(person)) + (round == 0 ? "" : round + 1);
  }

  private static int pair(int person) {
    return (int) ((long) person * STEP % PAIRS);
  }

  private static String ascii(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .replace("ß", "ss")
            .replace("Ł", "L")
            .replace("ł", "l")
            .replace("Ø", "O")
            .replace("ø", "o")
            .replace("ı", "i")
            .replace("王", "wang")
            .toLowerCase(Locale.ROOT);
    return plain.replaceAll("[^a-z0-9]", "");
  }
}
