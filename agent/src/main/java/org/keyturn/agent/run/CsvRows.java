package org.keyturn.agent.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.plan.Listing;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.plan.Problems;

/**
 * The rows of a CSV file, tightly packed: a million logins are some forty megabytes. Passwords are
 * wiped when it is closed.
 */
public final class CsvRows implements Listing, Given, AutoCloseable {

  private final String file;
  private final AccountKey.Kind kind;
  private final Packed keys = new Packed();
  private final Packed passwords = new Packed();
  private final Packed addresses = new Packed();
  private final Problems problems = new Problems();
  private final Map<AccountId, Integer> found = new HashMap<>();
  private int[] lines = new int[256];
  private List<String> ignored = List.of();

  /**
   * @param file for messages
   * @param kind what the key column is
   */
  CsvRows(String file, AccountKey.Kind kind) {
    this.file = file;
    this.kind = kind;
  }

  /** The same key may stand there once: a second one is a problem and not a row. */
  void add(int line, String key, Secret password, String deliverTo) {
    byte[] bytes = key.getBytes(UTF_8);
    int before = keys.indexOf(bytes);
    if (before >= 0) {
      problem(line, Printable.quoted(key) + " stands in line " + lines[before] + " already");
      return;
    }
    if (keys.size() == lines.length) {
      lines = Arrays.copyOf(lines, lines.length * 2);
    }
    lines[keys.size()] = line;
    keys.add(bytes);
    addresses.add(deliverTo.getBytes(UTF_8));
    password.withUtf8(
        utf8 -> {
          passwords.add(utf8);
          return true;
        });
  }

  void problem(int line, String what) {
    problems.add(file + ":" + line + ": " + what);
  }

  void problem(String what) {
    problems.add(file + ": " + what);
  }

  void ignores(List<String> columns) {
    ignored = List.copyOf(columns);
  }

  /** Columns that mean nothing here. */
  public List<String> ignored() {
    return ignored;
  }

  public boolean hasPasswords() {
    return passwords.holdsAny();
  }

  public boolean hasAddresses() {
    return addresses.holdsAny();
  }

  public int size() {
    return keys.size();
  }

  /** Why its columns cannot be had with an act: they would be passed over in silence. */
  public Optional<String> objection(Action action, PlanOptions options) {
    if (action != Action.RESET && (hasPasswords() || hasAddresses())) {
      return Optional.of(
          "the columns password and deliver-to are for reset; leave them out for " + action.id());
    }
    if (hasPasswords() && options.deliver().equals("link")) {
      return Optional.of(
          "by link everybody chooses their own password; leave the column password out");
    }
    if (hasAddresses() && !Set.of("mail", "link", "sheet").contains(options.deliver())) {
      return Optional.of("the column deliver-to goes with delivery by link, mail or sheet");
    }
    return hasAddresses() && options.deliverTo().isPresent()
        ? Optional.of("the column deliver-to, or one address for all: not both")
        : Optional.empty();
  }

  /** The keys in the order of the file; each is made when it is asked for. */
  public List<AccountKey> keys() {
    return new AbstractList<>() {
      @Override
      public AccountKey get(int index) {
        return new AccountKey(kind, new String(keys.get(index), UTF_8));
      }

      @Override
      public int size() {
        return keys.size();
      }
    };
  }

  /** A key that was typed beside the file is none of its rows. */
  private boolean isRow(int key) {
    return key >= 0 && key < keys.size();
  }

  @Override
  public String place(int key) {
    return !isRow(key) ? "" : file + ":" + lines[key] + ": ";
  }

  @Override
  public Problems problems() {
    return problems;
  }

  @Override
  public Optional<Integer> found(AccountId id, int key) {
    return isRow(key) ? Optional.ofNullable(found.putIfAbsent(id, key)) : Optional.empty();
  }

  @Override
  public Optional<String> deliverTo(int key) {
    return !isRow(key)
        ? Optional.empty()
        : Optional.of(new String(addresses.get(key), UTF_8)).filter(text -> !text.isEmpty());
  }

  /** The password in a key's row; the caller's to close. */
  public Optional<Secret> password(int key) {
    if (!isRow(key)) {
      return Optional.empty();
    }
    byte[] utf8 = passwords.get(key);
    try {
      return utf8.length == 0 ? Optional.empty() : Optional.of(Secret.ofUtf8(utf8));
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
  }

  @Override
  public Optional<Secret> password(AccountId id) {
    return Optional.ofNullable(found.get(id)).flatMap(this::password);
  }

  @Override
  public void close() {
    passwords.wipe();
  }
}
