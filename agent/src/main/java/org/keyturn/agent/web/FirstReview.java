package org.keyturn.agent.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keyturn.agent.directory.DirectorySettings.Accounts;
import org.keyturn.agent.directory.Survey;
import org.keyturn.agent.web.FirstRun.Choices;

/** {@code /init/review}: what was found in a directory, as a form, and back. */
final class FirstReview {

  private FirstReview() {}

  static Answer view(
      Exchange exchange, Survey survey, Choices choices, Entered entered, int status) {
    Words words = exchange.words();
    Survey.Proposal proposal = choices.proposal();
    Accounts accounts = proposal.accounts();
    Survey.Counted counted = survey.counted();
    Map<String, Object> values = new HashMap<>();
    values.put("server", survey.product().isBlank() ? survey.dialect() : survey.product());
    values.put("found", words.say("init-found", counted.all(), counted.everywhere()));
    values.put("places", places(words, survey, accounts.base()));
    values.put("filter", accounts.filter());
    values.put("login", accounts.login());
    values.put("mail", accounts.mail());
    values.put("mail-have", words.say("init-have", counted.mail()));
    values.put("recovery-mail", accounts.recoveryMail().orElse(""));
    values.put("recovery-have", words.say("init-have", counted.recoveryMail()));
    values.put("mobile", accounts.mobile().orElse(""));
    values.put("mobile-have", words.say("init-have", counted.mobile()));
    values.put("asks-policy", !survey.policyIsTold());
    values.put("policies", policies(words, survey, proposal.defaultPolicy().orElse("")));
    values.put("groups", groups(words, survey, proposal.protectedGroups()));
    values.put("has-groups", !survey.admins().isEmpty());
    values.put("dns", proposal.protectedDns());
    values.put("has-dns", !proposal.protectedDns().isEmpty());
    values.put("from", choices.from());
    values.put("organisation", choices.organisation());
    return entered.view(status, "init-review", values);
  }

  private static List<Map<String, Object>> places(Words words, Survey survey, String base) {
    return survey.places().stream()
        .map(
            place ->
                choice(
                    place.dn(), words.say("init-place", place.accounts()), place.dn().equals(base)))
        .toList();
  }

  private static List<Map<String, Object>> policies(Words words, Survey survey, String chosen) {
    List<Map<String, Object>> all = new ArrayList<>();
    survey.policies().forEach(dn -> all.add(choice(dn, "", dn.equals(chosen))));
    Map<String, Object> none = choice("", words.say("init-no-policy"), chosen.isEmpty());
    all.add(none);
    return all;
  }

  private static List<Map<String, Object>> groups(Words words, Survey survey, List<String> chosen) {
    return IntStream.range(0, survey.admins().size())
        .mapToObj(
            i -> {
              Survey.Group group = survey.admins().get(i);
              String members = words.say("init-members", group.members());
              Map<String, Object> choice =
                  new HashMap<>(choice(group.dn(), members, chosen.contains(group.dn())));
              choice.put("name", "group-" + i);
              return choice;
            })
        .toList();
  }

  private static Map<String, Object> choice(String dn, String more, boolean chosen) {
    return Map.of("dn", dn, "more", more, "chosen", chosen);
  }

  /** What somebody made of it; only what was found can be chosen where there is nothing to type. */
  static Choices read(Form form, Survey survey) {
    Survey.Proposal proposed = survey.proposal();
    String base = form.text("base");
    boolean isPlace = survey.places().stream().anyMatch(place -> place.dn().equals(base));
    return new Choices(
        new Survey.Proposal(
            new Accounts(
                isPlace ? base : proposed.accounts().base(),
                form.text("filter").strip(),
                form.text("login").strip(),
                form.text("mail").strip(),
                typed(form, "recovery-mail"),
                typed(form, "mobile")),
            typed(form, "policy").filter(survey.policies()::contains),
            proposed.protectedDns(),
            IntStream.range(0, survey.admins().size())
                .filter(i -> !form.text("group-" + i).isEmpty())
                .mapToObj(i -> survey.admins().get(i).dn())
                .toList()),
        form.text("from").strip(),
        form.text("organisation").strip());
  }

  private static Optional<String> typed(Form form, String name) {
    return Optional.of(form.text(name).strip()).filter(text -> !text.isEmpty());
  }
}
