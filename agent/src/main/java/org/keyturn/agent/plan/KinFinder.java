package org.keyturn.agent.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.Bearer;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Placement;

/**
 * Finds the accounts that people have in other directories. A value counts only where one account
 * of each directory has it, and nothing beside it: of whoever shares one, nobody can be told from
 * the other.
 */
public final class KinFinder {

  private final LinkSettings link;
  private final Function<String, Directory> directories;
  private final boolean former;

  /**
   * @param directories connects to one by its name
   * @param former whether those who were removed are accounts like any other
   */
  public KinFinder(LinkSettings link, Function<String, Directory> directories, boolean former) {
    this.link = link;
    this.directories = directories;
    this.former = former;
  }

  /**
   * @param accounts of one directory; some hundreds
   * @return for each, in their order
   */
  public List<Kin> of(Directory home, List<AccountId> accounts) {
    String name = home.info().name();
    Map<AccountId, List<String>> values = home.valuesOf(link.attribute(name), accounts);
    List<String> asked =
        values.values().stream().filter(v -> v.size() == 1).map(v -> v.get(0)).distinct().toList();
    Map<String, List<Bearer>> here = bearers(home, asked);
    Map<String, Map<String, List<Bearer>>> there = new LinkedHashMap<>();
    link.others(name).forEach(other -> there.put(other, elsewhere(other, asked)));
    return accounts.stream()
        .map(id -> kin(name, id, values.getOrDefault(id, List.of()), here, there))
        .toList();
  }

  private Map<String, List<Bearer>> elsewhere(String name, List<String> values) {
    try {
      return bearers(directories.apply(name), values);
    } catch (DirectoryException e) {
      throw LinkSettings.told(name, e);
    }
  }

  private Map<String, List<Bearer>> bearers(Directory directory, List<String> values) {
    List<List<Bearer>> found = directory.bearers(link.attribute(directory.info().name()), values);
    Map<String, List<Bearer>> all = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      all.put(
          values.get(i),
          found.get(i).stream().filter(b -> former || !isFormer(directory, b.account())).toList());
    }
    return all;
  }

  private static boolean isFormer(Directory directory, Account account) {
    return directory.archive().filter(dn -> Placement.isBelow(account.dn(), dn)).isPresent();
  }

  private Kin kin(
      String home,
      AccountId id,
      List<String> values,
      Map<String, List<Bearer>> here,
      Map<String, Map<String, List<Bearer>>> there) {
    if (values.isEmpty()) {
      return Kin.NONE;
    }
    if (values.size() > 1) {
      return Kin.ambiguous(severalValues(home, values.size()));
    }
    String value = values.get(0);
    List<Bearer> twins = new ArrayList<>(here.getOrDefault(value, List.of()));
    twins.removeIf(bearer -> bearer.account().id().equals(id));
    if (!twins.isEmpty()) {
      return Kin.ambiguous(shared(home, value, twins, " too"));
    }
    Map<String, Account> elsewhere = new LinkedHashMap<>();
    for (Map.Entry<String, Map<String, List<Bearer>>> other : there.entrySet()) {
      List<Bearer> found = other.getValue().getOrDefault(value, List.of());
      Optional<String> why = ambiguity(other.getKey(), value, found);
      if (why.isPresent()) {
        return Kin.ambiguous(why.get());
      }
      found.forEach(bearer -> elsewhere.put(other.getKey(), bearer.account()));
    }
    return new Kin(elsewhere, Optional.empty());
  }

  private Optional<String> ambiguity(String directory, String value, List<Bearer> found) {
    if (found.size() > 1) {
      return Optional.of(shared(directory, value, found, ""));
    }
    return found.stream()
        .filter(bearer -> bearer.values().size() > 1)
        .map(bearer -> severalValues(directory, bearer.values().size()))
        .findFirst();
  }

  private String severalValues(String directory, int values) {
    return "the account in "
        + directory
        + " has "
        + values
        + " values of "
        + link.attribute(directory)
        + "; one links";
  }

  private String shared(String directory, String value, List<Bearer> bearers, String too) {
    return "in "
        + directory
        + ", "
        + bearers.stream()
            .map(bearer -> Printable.line(bearer.account().login()))
            .collect(Collectors.joining(", "))
        + (bearers.size() == 1 ? " has " : " have ")
        + link.attribute(directory)
        + " "
        + Printable.quoted(value)
        + too;
  }
}
