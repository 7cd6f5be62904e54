package org.keyturn.agent.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.plan.Kin;
import org.keyturn.agent.plan.KinFinder;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.report.Documents;
import org.keyturn.agent.report.Explanation;
import org.keyturn.agent.report.UserRow;
import tools.jackson.core.JsonGenerator;

/**
 * The accounts that the same person has in other directories, and how they stand.
 *
 * @param others by the config's name of the directory, in its order
 * @param problem why more cannot be told; empty: it can
 */
record LinkedAccounts(List<Map.Entry<String, Explanation>> others, Optional<String> problem) {

  private static final LinkedAccounts NONE = new LinkedAccounts(List.of(), Optional.empty());

  static LinkedAccounts of(Desk desk, Directory directory, Account account, Instant now) {
    Optional<KinFinder> finder = desk.agent().kin(directory);
    if (finder.isEmpty()) {
      return NONE;
    }
    try {
      Kin kin = finder.get().of(directory, List.of(account.id())).get(0);
      List<Map.Entry<String, Explanation>> others = new ArrayList<>();
      kin.elsewhere()
          .forEach(
              (name, other) ->
                  others.add(
                      Map.entry(
                          name,
                          desk.agent()
                              .explainer(desk.agent().directory(name))
                              .explain(other, desk.operator(), now))));
      return new LinkedAccounts(others, kin.ambiguity());
    } catch (DirectoryException e) {
      return new LinkedAccounts(List.of(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /** Labels with what is to be said; of several lines the first has the label. */
  List<Map.Entry<String, String>> lines() {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    for (Map.Entry<String, Explanation> other : others) {
      Explanation there = other.getValue();
      lines.add(
          Map.entry(
              "in " + other.getKey(),
              Printable.line(there.account().login())
                  + ", "
                  + Printable.line(there.account().dn())));
      lines.add(Map.entry("", there.signIn().sentence()));
      there
          .untouchable()
          .ifPresent(
              why -> lines.add(Map.entry("", why + ": no run writes this person's entries")));
    }
    problem.ifPresent(why -> lines.add(Map.entry("elsewhere", "cannot be told: " + why)));
    return lines;
  }

  void write(JsonGenerator g, Instant now) {
    if (others.isEmpty() && problem.isEmpty()) {
      return;
    }
    Documents.array(
        g,
        "linked",
        a ->
            others.forEach(
                other -> {
                  a.writeStartObject();
                  a.writeStringProperty("directory", other.getKey());
                  a.writeName("user");
                  UserRow.of(other.getValue().account(), AccountState.SOON, now).write(a);
                  a.writeBooleanProperty("canSignIn", other.getValue().signIn().possible());
                  a.writeStringProperty("signIn", other.getValue().signIn().sentence());
                  Documents.text(a, "untouchable", other.getValue().untouchable());
                  a.writeEndObject();
                }));
    problem.ifPresent(why -> g.writeStringProperty("linkProblem", why));
  }
}
