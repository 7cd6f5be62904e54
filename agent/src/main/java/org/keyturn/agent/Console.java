package org.keyturn.agent;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.console.ActDesk;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.ConsoleSettings;
import org.keyturn.agent.console.Operators;
import org.keyturn.agent.console.People;
import org.keyturn.agent.console.Policies;
import org.keyturn.agent.console.TokenDesk;
import org.keyturn.agent.console.Work;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Rosters;
import org.keyturn.agent.notify.SmsSettings;
import org.keyturn.agent.password.Codes;
import org.keyturn.agent.recovery.PortalDirectories;
import org.keyturn.agent.recovery.ProofChannel;
import org.keyturn.agent.recovery.SignInCode;
import org.keyturn.agent.report.Explainer;
import org.keyturn.agent.web.ActPages;
import org.keyturn.agent.web.Pages;
import org.keyturn.agent.web.PersonPages;
import org.keyturn.agent.web.Reception;
import org.keyturn.agent.web.SignInPages;
import org.keyturn.agent.web.TokenPages;
import org.keyturn.agent.web.Tries;
import org.keyturn.agent.web.UserPages;
import org.keyturn.agent.web.api.AboutOperations;
import org.keyturn.agent.web.api.Api;
import org.keyturn.agent.web.api.AuditOperations;
import org.keyturn.agent.web.api.CampaignOperations;
import org.keyturn.agent.web.api.DirectoryOperations;
import org.keyturn.agent.web.api.HealthOperations;
import org.keyturn.agent.web.api.JobOperations;
import org.keyturn.agent.web.api.OutboxOperations;
import org.keyturn.agent.web.api.PlanOperations;
import org.keyturn.agent.web.api.PolicyOperations;
import org.keyturn.agent.web.api.RunOperations;
import org.keyturn.agent.web.api.SearchOperations;
import org.keyturn.agent.web.api.UserOperations;

/** The pages under {@code /admin}, and who may use them. */
final class Console implements AutoCloseable {

  private final Reception reception;
  private final ActDesk desk;
  private final Api api;
  private final List<Pages> pages = new ArrayList<>();
  private final People people;

  /**
   * @param ways by which messages to people go
   * @param tries of passwords, those of the portal among them
   * @param outbox has messages delivered soon
   * @param work the agent, as acts need it
   * @param onError what to do about an {@link Error} in the background
   */
  Console(
      ConsoleSettings settings,
      KeyturnConfig config,
      PortalDirectories directories,
      Ledger ledger,
      Codes codes,
      Set<Channel> ways,
      Tries tries,
      Runnable outbox,
      Work work,
      Consumer<Error> onError,
      Clock clock) {
    Operators operators =
        new Operators(
            directories,
            settings,
            config.recovery().adminGroups().getOrDefault(settings.directory(), List.of()),
            clock);
    this.reception = new Reception(directories, operators, tries, clock);
    SignInCode second =
        new SignInCode(
            ledger,
            codes,
            ProofChannel.by(ways),
            config.sms().flatMap(SmsSettings::country),
            outbox,
            clock);
    pages.add(new SignInPages(reception, directories, second, ledger.audit(), clock));
    this.desk = new ActDesk(ledger, config.store().path(), work, operators, clock, onError);
    Policies policies = new Policies(directories, config.policies(), ledger.audit(), clock);
    pages.add(new ActPages(desk, reception, work, policies, ledger, clock));
    Operations operations = new Operations(config, ledger, directories, outbox, onError, clock);
    this.people = new People(directories, name -> Rosters.open(config.store(), name), clock);
    pages.add(
        operations.pages(
            sight -> sight instanceof Care ? desk.acts().waiting(sight).size() : 0, people));
    TokenDesk tokens = new TokenDesk(ledger.accessTokens(), operators, clock);
    pages.add(new TokenPages(tokens, clock));
    Function<Directory, Explainer> explainers =
        directory -> new Explainer(directory, ledger, Explaining.jobs(config));
    this.api =
        new Api(
            List.of(
                new AboutOperations(),
                new DirectoryOperations(directories),
                new UserOperations(directories, ledger.removals(), people, explainers, clock),
                new SearchOperations(directories, clock),
                new PolicyOperations(directories, policies),
                new PlanOperations(desk.acts(), directories, work::deliveries),
                new RunOperations(
                    desk.runs(), desk.acts(), operations.history(), ledger.campaigns()),
                new CampaignOperations(desk.runs(), operations.history(), ledger.campaigns()),
                new JobOperations(operations.schedules(), desk.acts(), clock),
                new OutboxOperations(operations.outbox()),
                new AuditOperations(operations.trail()),
                new HealthOperations(operations.checkup())),
            tokens::admit,
            ledger.givenAnswers(),
            clock);
    pages.add(new UserPages(people, ledger.removals(), clock));
    pages.add(new PersonPages(directories, people, explainers, config.operator(), ledger, clock));
  }

  Reception reception() {
    return reception;
  }

  Api api() {
    return api;
  }

  List<Pages> pages() {
    return List.copyOf(pages);
  }

  ActDesk desk() {
    return desk;
  }

  @Override
  public void close() {
    desk.close();
    people.close();
  }
}
