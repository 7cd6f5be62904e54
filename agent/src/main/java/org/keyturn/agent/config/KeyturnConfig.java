package org.keyturn.agent.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.console.ConsoleSettings;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Reminding;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.journal.Waves;
import org.keyturn.agent.lifecycle.RemovalSettings;
import org.keyturn.agent.notify.HookSettings;
import org.keyturn.agent.notify.MailSettings;
import org.keyturn.agent.notify.SmsSettings;
import org.keyturn.agent.notify.WebhookSettings;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.JobSettings;
import org.keyturn.agent.plan.LinkSettings;
import org.keyturn.agent.policy.DeclaredPolicy;
import org.keyturn.agent.recovery.RecoverySettings;
import org.keyturn.agent.run.LiveLimits;
import org.keyturn.agent.run.SheetSettings;
import org.keyturn.agent.schedule.ScheduleSettings;
import org.keyturn.agent.web.WebSettings;

/**
 * The whole config, valid.
 *
 * @param file where it was read from
 * @param directories at least one, in the file's order
 * @param links whose accounts in several of them are one person's; a directory is in one at most
 * @param policies in the file's order
 * @param jobs in the file's order
 * @param brake the default for everything, commands included
 * @param liveBrake what stops a run that is under way
 * @param businessHours when waves may start, where a job says nothing else
 * @param store where the ledger lives
 * @param mail how mail leaves; empty: none is sent
 * @param sms how text messages leave; empty: none is sent
 * @param webhooks the programs elsewhere that are told what happens
 * @param hooks the programs here that are run for what happens
 * @param web where people reach the portal; empty: there is none
 * @param console who may do what under {@code /admin}; empty: there is none
 * @param metrics where figures for Prometheus are told; empty: nowhere
 * @param passwords what passwords look like
 * @param sheets where sheets of new passwords go, and who can open them
 * @param recovery what people may do by themselves
 * @param removal what a removal takes beside the sign-in
 * @param operator the login of the person who runs commands, never touched
 * @param notes what is valid and has no effect in this version, or not the usual one, for {@code
 *     check}
 */
public record KeyturnConfig(
    Path file,
    Map<String, DirectorySettings> directories,
    List<LinkSettings> links,
    List<DeclaredPolicy> policies,
    Map<String, Job> jobs,
    Brake.Limits brake,
    LiveLimits liveBrake,
    BusinessHours businessHours,
    StoreSettings store,
    Optional<MailSettings> mail,
    Optional<SmsSettings> sms,
    Map<String, WebhookSettings> webhooks,
    Map<String, HookSettings> hooks,
    Optional<WebSettings> web,
    Optional<ConsoleSettings> console,
    Optional<WebSettings.Listen> metrics,
    PasswordSettings passwords,
    SheetSettings sheets,
    RecoverySettings recovery,
    RemovalSettings removal,
    Optional<String> operator,
    List<String> notes) {

  public KeyturnConfig {
    // Not Map.copyOf, which forgets the order of the file.
    directories = Collections.unmodifiableMap(new LinkedHashMap<>(directories));
    links = List.copyOf(links);
    policies = List.copyOf(policies);
    jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    webhooks = Collections.unmodifiableMap(new LinkedHashMap<>(webhooks));
    hooks = Collections.unmodifiableMap(new LinkedHashMap<>(hooks));
    notes = List.copyOf(notes);
  }

  /** What links the accounts of a directory with those of others. */
  public Optional<LinkSettings> linkOf(String directory) {
    return links.stream().filter(link -> link.joins(directory)).findFirst();
  }

  /** Whether those who were removed from a directory may be deleted there one day. */
  public boolean deletes(String directory) {
    return removal.purgeAfter().isPresent()
        || jobs.values().stream()
            .map(Job::settings)
            .anyMatch(job -> job.directory().equals(directory) && job.action() == Action.PURGE);
  }

  /**
   * A job and when it runs; one without a schedule is run by hand, one without waves in one go.
   *
   * @param watch of a sync: whether the agent keeps looking
   * @param reminding of a reminder: when messages may leave, and who else is told
   */
  public record Job(
      JobSettings settings,
      Optional<ScheduleSettings> schedule,
      Optional<Waves> waves,
      boolean watch,
      Optional<Reminding> reminding) {

    /** In one go, and one that nobody watches for. */
    public Job(JobSettings settings, Optional<ScheduleSettings> schedule) {
      this(settings, schedule, Optional.empty(), false, Optional.empty());
    }
  }
}
