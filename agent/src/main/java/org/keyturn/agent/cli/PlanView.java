package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Lifecycle;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.lifecycle.RemovalSettings;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanCursor;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlannedAccount;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.policy.Spreading;
import org.keyturn.agent.report.Csv;

/** A plan: what would change first, then why, then whom. */
final class PlanView {

  /** How many accounts are shown unless all are asked for. */
  private static final int FEW = 20;

  private static final Set<Action> OF_FORMER = EnumSet.of(Action.RESTORE, Action.PURGE);

  private PlanView() {}

  static void print(Desk desk, Plan plan, boolean all) {
    Screen screen = desk.screen();
    if (desk.json()) {
      plan.copyTo(screen.out());
      screen.out().flush();
    } else if (desk.csv()) {
      csv(screen, plan);
    } else {
      summary(desk, plan, screen.out());
      accounts(desk, plan, all);
    }
  }

  static void summary(Desk desk, Plan plan, PrintStream out) {
    PlanHeader h = plan.header();
    Screen screen = desk.screen();
    out.println(
        screen.strong(
            Words.act(h.action(), h.changes())
                + (h.linked().isEmpty() ? "" : " in " + h.directory())
                + (h.selected() == h.changes()
                    ? ""
                    : ", of " + Words.number(h.selected()) + " selected")));
    out.println(
        "  plan " + h.id() + " of " + h.directory() + ", good until " + Words.time(h.validUntil()));
    out.println("  read from " + h.server());
    if (h.action() == Action.REMOVE) {
      out.println("  each: " + removal(desk, h));
    }
    h.options()
        .spreading()
        .ifPresent(
            s ->
                out.println(
                    "  passwords end from "
                        + Words.time(from(s))
                        + " on, over "
                        + Words.amount(s.over())));
    for (Map.Entry<String, Long> reason : h.reasons().entrySet()) {
      out.printf("  %9s  left alone: %s%n", Words.number(reason.getValue()), reason.getKey());
    }
  }

  /** In the order of the steps, a line that fits. */
  private static String removal(Desk desk, PlanHeader header) {
    Lifecycle lifecycle = header.options().lifecycle();
    RemovalSettings settings = desk.config().removal();
    List<String> steps = new ArrayList<>(List.of("disabled", "a password that nobody is told"));
    if (settings.leaveGroups()) {
      steps.add("out of every group");
    }
    if (!settings.clear().isEmpty()) {
      steps.add("without " + String.join(", ", settings.clear()));
    }
    DirectorySettings there = desk.config().directories().get(header.directory());
    String archive = there == null ? "" : there.archive().orElse("");
    return String.join(",\n        ", steps)
        + ",\n        then below "
        + archive
        + (lifecycle.tellManager() ? ",\n        their manager is told" : "")
        + lifecycle
            .purgeAfter()
            .map(time -> ",\n        and deleted " + Words.amount(time) + " later (keyturn purge)")
            .orElse("");
  }

  private static void accounts(Desk desk, Plan plan, boolean all) {
    Screen screen = desk.screen();
    boolean reminds = plan.header().options().reminders().isPresent();
    if (reminds && !all && plan.header().changes() == 0) {
      screen.out().println("  nobody is due who was not told; of one: keyturn explain USER");
      return;
    }
    if (reminds) {
      screen.out().println();
      new RemindView(desk, plan, plan.header().options().reminders().get()).print(FEW, all);
    } else {
      table(screen, plan, all);
      if (OF_FORMER.contains(plan.header().action())) {
        obstacles(screen, plan, all);
      }
    }
    long shown = reminds ? plan.header().changes() : plan.header().selected();
    if (!all && shown > FEW) {
      screen
          .out()
          .println(
              "… and "
                  + Words.number(shown - FEW)
                  + " more: --details, -o csv or -o json lists them all");
    }
  }

  private static void table(Screen screen, Plan plan, boolean all) {
    try (PlanCursor accounts = plan.accounts();
        Pages table = new Pages(screen, "login", "change", "reason", "entry")) {
      screen.out().println();
      for (int i = 0; accounts.hasNext() && (all || i < FEW); i++) {
        PlannedAccount a = accounts.next();
        table.row(a.login(), change(plan, a), a.reason(), a.dn());
      }
    }
  }

  /** Why somebody is left alone, in full: a column would cut the name of a group. */
  private static void obstacles(Screen screen, Plan plan, boolean all) {
    try (PlanCursor accounts = plan.accounts()) {
      for (int i = 0; accounts.hasNext() && (all || i < FEW); i++) {
        PlannedAccount a = accounts.next();
        if (!a.detail().isEmpty()) {
          screen.out().println("  " + Printable.line(a.login() + ": " + a.detail()));
        }
      }
    }
  }

  private static String change(Plan plan, PlannedAccount account) {
    return switch (account.verdict()) {
      case CHANGE -> account.endsAt().map(Words::time).orElse(plan.header().action().id());
      case ALREADY_SO -> "(already so)";
      case SKIPPED -> "(skipped)";
    };
  }

  private static void csv(Screen screen, Plan plan) {
    try (PlanCursor accounts = plan.accounts();
        Csv csv = new Csv(screen.out(), columns(plan.header().action()))) {
      while (accounts.hasNext()) {
        PlannedAccount a = accounts.next();
        String change =
            a.verdict() == PlannedAccount.Verdict.CHANGE ? plan.header().action().id() : "";
        if (plan.header().action() == Action.SPREAD) {
          String end = a.endsAt().map(Instant::toString).orElse("");
          csv.row(a.id(), a.dn(), a.login(), change, a.verdict().id(), a.reason(), end);
        } else {
          csv.row(a.id(), a.dn(), a.login(), change, a.verdict().id(), a.reason());
        }
      }
    }
  }

  private static String[] columns(Action action) {
    List<String> columns =
        new ArrayList<>(List.of("id", "dn", "login", "change", "outcome", "reason"));
    if (action == Action.SPREAD) {
      columns.add("endsAt");
    }
    return columns.toArray(String[]::new);
  }

  private static Instant from(Spreading spreading) {
    return ((Spreading.Start.At) spreading.start()).instant();
  }
}
