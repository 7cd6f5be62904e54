package org.keyturn.agent.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.plan.PlanOptions;

/**
 * How an act is to be done, as its form says it; and whom it is meant for, where they are picked.
 */
final class PlanForm {

  private static final int LONGEST_DAYS = 36_500;

  private final Form form;
  private final List<String> deliveries;

  /**
   * @param deliveries how new passwords can reach people here, the best first
   */
  PlanForm(Form form, List<String> deliveries) {
    this.form = form;
    this.deliveries = deliveries;
  }

  /** {@code pick-0}, {@code pick-1} and so on, as many as there are. */
  List<AccountId> picked() {
    List<AccountId> picked = new ArrayList<>();
    form.names().stream()
        .filter(name -> name.startsWith("pick-"))
        .sorted()
        .map(form::text)
        .filter(id -> !id.isBlank())
        .forEach(id -> picked.add(new AccountId(id)));
    return picked;
  }

  /** What is best where nobody chose yet. */
  PlanOptions usual(Action action, int people) {
    return switch (action) {
      case RESET ->
          PlanOptions.reset(
              true,
              deliveries.stream()
                  .filter(how -> !how.equals("show") || people == 1)
                  .findFirst()
                  .orElse(""),
              Optional.empty());
      case RESTORE -> PlanOptions.restore(deliveries.contains("link"), false);
      case REMOVE -> PlanOptions.remove(false, Optional.empty());
      default -> PlanOptions.NONE;
    };
  }

  /**
   * What was chosen.
   *
   * @param wrong gets what is wrong with it
   */
  PlanOptions chosen(Action action, Words words, Entered wrong) {
    return switch (action) {
      case RESET -> reset(words, wrong);
      case RESTORE ->
          PlanOptions.restore(
              deliveries.contains("link") && form.text("link").equals("1"),
              form.text("partial").equals("1"));
      case REMOVE -> PlanOptions.remove(form.text("tell").equals("1"), days(words, wrong));
      default -> PlanOptions.NONE;
    };
  }

  private PlanOptions reset(Words words, Entered wrong) {
    String deliver = form.text("deliver");
    if (!deliveries.contains(deliver)) {
      wrong.wrong("deliver", words.say("wrong-no-delivery"));
    }
    String to = form.text("to").strip();
    boolean sent = deliver.equals("link") || deliver.equals("mail");
    if (!to.isEmpty() && (!sent || !to.matches("[^@\\s,;<>]{1,64}@[^@\\s,;<>]{1,190}"))) {
      wrong.wrong("to", words.say(sent ? "wrong-to" : "wrong-to-unsent"));
    }
    return PlanOptions.reset(
        !form.text("keep").equals("1"),
        deliver,
        Optional.of(to).filter(address -> !address.isEmpty()));
  }

  private Optional<Duration> days(Words words, Entered wrong) {
    String days = form.text("days").strip();
    if (days.isEmpty()) {
      return Optional.empty();
    }
    if (days.matches("[0-9]{1,5}")) {
      int number = Integer.parseInt(days);
      if (number > 0 && number <= LONGEST_DAYS) {
        return Optional.of(Duration.ofDays(number));
      }
    }
    wrong.wrong("days", words.say("wrong-days"));
    return Optional.empty();
  }
}
