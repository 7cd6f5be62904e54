package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.plan.SelectionException;

/** Which column of a CSV file is what. Small and capital letters are the same here. */
final class CsvHeader {

  private static final String PASSWORD = "password";
  private static final String DELIVER_TO = "deliver-to";

  private final List<String> names;
  private final AccountKey.Kind kind;
  private final List<String> ignored;

  private CsvHeader(List<String> names, AccountKey.Kind kind, List<String> ignored) {
    this.names = names;
    this.kind = kind;
    this.ignored = ignored;
  }

  /**
   * @param file for messages
   * @throws SelectionException where who is meant cannot be told; all that is wrong with the header
   */
  static CsvHeader of(String file, List<String> header) {
    List<String> names = header.stream().map(h -> h.strip().toLowerCase(Locale.ROOT)).toList();
    List<String> known = new ArrayList<>(kinds().map(CsvHeader::name).toList());
    List<AccountKey.Kind> keys = kinds().filter(k -> names.contains(name(k))).toList();
    List<String> problems = new ArrayList<>();
    if (keys.size() != 1) {
      problems.add(
          file
              + ":1: its header is "
              + Printable.quoted(String.join(",", header))
              + "; it needs one column login, mail, dn or id"
              + (keys.isEmpty() ? "" : ", and not two of them"));
    }
    known.addAll(List.of(PASSWORD, DELIVER_TO));
    List<String> others = names.stream().filter(n -> !known.contains(n)).toList();
    for (String other : others) {
      known.stream()
          .filter(word -> isSlip(other, word))
          .findFirst()
          .ifPresent(
              word ->
                  problems.add(
                      file
                          + ":1: the column "
                          + Printable.quoted(other)
                          + ": did you mean "
                          + word
                          + "? Name it so, or leave it out"));
    }
    known.stream()
        .filter(word -> names.stream().filter(word::equals).count() > 1)
        .forEach(word -> problems.add(file + ":1: the column " + word + " is there twice"));
    if (!problems.isEmpty()) {
      throw new SelectionException(problems);
    }
    return new CsvHeader(names, keys.get(0), others);
  }

  private static Stream<AccountKey.Kind> kinds() {
    return Stream.of(AccountKey.Kind.values()).filter(k -> k != AccountKey.Kind.ANY);
  }

  private static String name(AccountKey.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a column that is passed over would be missed: {@code pasword}, {@code Deliver To},
   * {@code passwords}.
   */
  private static boolean isSlip(String typed, String word) {
    String a = typed.replaceAll("[^a-z]", "");
    String b = word.replaceAll("[^a-z]", "");
    return word.length() > 5 && distance(a, b) <= 2;
  }

  /** How many letters are to be changed, added or left out. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  AccountKey.Kind kind() {
    return kind;
  }

  String keyName() {
    return name(kind);
  }

  int size() {
    return names.size();
  }

  List<String> ignored() {
    return ignored;
  }

  boolean hasPassword() {
    return names.contains(PASSWORD);
  }

  String key(CSVRecord row) {
    return cell(row, keyName());
  }

  /** Every character counts, spaces included. */
  String password(CSVRecord row) {
    return cell(row, PASSWORD);
  }

  String deliverTo(CSVRecord row) {
    return cell(row, DELIVER_TO);
  }

  private String cell(CSVRecord row, String name) {
    int column = names.indexOf(name);
    return column < 0 ? "" : row.get(column);
  }
}
