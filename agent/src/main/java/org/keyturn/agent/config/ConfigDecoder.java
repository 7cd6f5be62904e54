package org.keyturn.agent.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.lifecycle.RemovalSettings;
import org.keyturn.agent.notify.MailSettings;
import org.keyturn.agent.notify.SmsSettings;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.plan.LinkSettings;
import org.keyturn.agent.policy.DeclaredPolicy;
import org.keyturn.agent.recovery.RecoverySettings;
import org.keyturn.agent.run.SheetSettings;
import org.keyturn.agent.web.WebSettings;

/** The whole file, section by section. */
final class ConfigDecoder {

  /** In the machine's zone: a job may add hours of its own. */
  static final BusinessHours ANY_HOUR =
      new BusinessHours(Optional.empty(), ZoneId.systemDefault(), new TreeSet<>());

  private ConfigDecoder() {}

  /** To be used only where the reading has no problems afterwards. */
  static KeyturnConfig decode(Path file, Value root) {
    try (Section section = root.section("write directories: and what follows below it")) {
      Map<String, DirectorySettings> directories =
          section
              .need("directories", "{NAME: {url: …, bind: …, accounts: …}}")
              .map(ConfigDecoder::directories)
              .orElse(Map.of());
      List<DeclaredPolicy> policies =
          section
              .find("password-policies")
              .map(v -> PolicyDecoder.decode(v, directories.keySet()))
              .orElse(List.of());
      BrakeDecoder.Both brake =
          section.find("brake").map(BrakeDecoder::decode).orElse(BrakeDecoder.Both.DEFAULT);
      BusinessHours hours =
          section.find("business-hours").map(ConfigDecoder::hours).orElse(ANY_HOUR);
      Optional<MailSettings> mail = section.find("mail").map(MailDecoder::decode);
      Optional<SmsSettings> sms =
          section.find("sms").flatMap(v -> SmsDecoder.decode(v, mail.isPresent()));
      Optional<Value> jobsValue = section.find("jobs");
      Optional<WebSettings> web = section.find("web").map(v -> WebDecoder.decode(v, mail));
      List<LinkSettings> links =
          section
              .find("links")
              .map(v -> LinkDecoder.decode(v, directories.keySet()))
              .orElse(List.of());
      SheetSettings sheets =
          section.find("sheets").map(SheetsDecoder::decode).orElse(SheetSettings.NONE);
      RemovalSettings removal =
          section
              .find("removal")
              .map(v -> RemovalDecoder.decode(v, mail.isPresent()))
              .orElse(RemovalSettings.DEFAULT);
      JobDecoder jobDecoder =
          new JobDecoder(
              directories,
              brake.limits(),
              removal.purgeBrake(),
              new JobDecoder.Means(
                  mail.isPresent(),
                  web.flatMap(WebSettings::publicUrl).isPresent(),
                  sheets.opens()),
              hours,
              links);
      Map<String, KeyturnConfig.Job> jobs = new LinkedHashMap<>();
      jobsValue
          .map(v -> v.named("write a job below it, or leave jobs out"))
          .orElse(Map.of())
          .forEach((name, v) -> jobs.put(name, jobDecoder.decode(name, v)));
      return new KeyturnConfig(
          file.toAbsolutePath().normalize(),
          directories,
          links,
          policies,
          jobs,
          brake.limits(),
          brake.live(),
          hours,
          section.find("store").map(StoreDecoder::decode).orElse(StoreDecoder.DEFAULT),
          mail,
          sms,
          section.find("webhooks").map(WebhookDecoder::decode).orElse(Map.of()),
          section.find("hooks").map(HookDecoder::decode).orElse(Map.of()),
          web,
          section
              .find("console")
              .map(
                  v ->
                      ConsoleDecoder.decode(
                          v, directories.keySet(), web.isPresent(), mail.isPresent())),
          section.find("metrics").flatMap(MetricsDecoder::decode),
          section.find("passwords").map(PasswordsDecoder::decode).orElse(PasswordSettings.DEFAULT),
          sheets,
          section
              .find("recovery")
              .map(v -> RecoveryDecoder.decode(v, directories.keySet()))
              .orElse(RecoverySettings.DEFAULT),
          removal,
          section.find("operator").flatMap(v -> v.text("write your login")),
          root.reading().notes());
    }
  }

  private static BusinessHours hours(Value value) {
    try (Section section = value.section("write {hours: \"MON-FRI 08:00-17:00\"}")) {
      return HoursDecoder.decode(section, ANY_HOUR);
    }
  }

  private static Map<String, DirectorySettings> directories(Value value) {
    Map<String, DirectorySettings> directories = new LinkedHashMap<>();
    value
        .named("write a directory below it: NAME: {url: …, bind: …, accounts: …}")
        .forEach((name, v) -> directories.put(name, DirectoryDecoder.decode(name, v)));
    return directories;
  }
}
