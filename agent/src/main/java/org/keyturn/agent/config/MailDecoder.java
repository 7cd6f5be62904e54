package org.keyturn.agent.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyturn.agent.notify.MailSettings;

/** {@code mail}. */
final class MailDecoder {

  private static final String DEFAULT_FROM = "keyturn@localhost";
  private static final String FOLDER = "folder: /var/lib/keyturn/mail";
  private static final String SMTP = "smtp: smtp://mail.example.com:587";

  /** Stands in for one that was refused; a config with a problem is never used. */
  private static final MailSettings.Way NONE = new MailSettings.Folder(Path.of(""));

  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  private MailDecoder() {}

  static MailSettings decode(Value value) {
    try (Section section = value.section("write {" + SMTP + "} or {" + FOLDER + "}")) {
      Optional<Value> smtp = section.find("smtp");
      Optional<Value> fromValue = section.find("from");
      String from = fromValue.flatMap(MailDecoder::address).orElse(DEFAULT_FROM);
      MailSettings.Way way = way(section, smtp, from);
      String host = from.substring(from.indexOf('@') + 1);
      return new MailSettings(
          way,
          from,
          section
              .find("organisation")
              .flatMap(v -> v.text("write the name that people know you by"))
              .orElse(fromValue.isPresent() ? host : "Keyturn"),
          section.find("help").flatMap(v -> v.text("write where people can ask")),
          section.find("templates").flatMap(MailDecoder::templates));
    }
  }

  private static MailSettings.Way way(Section section, Optional<Value> smtp, String from) {
    Optional<Value> folder =
        smtp.isPresent()
            ? section.find("folder")
            : section.need("folder", "/var/lib/keyturn/mail, or smtp: smtp://mail.example.com:587");
    if (smtp.isPresent()) {
      folder.ifPresent(v -> v.fail("stands beside smtp", "keep one of the two"));
      return SmtpDecoder.decode(smtp.get(), section, from).orElse(NONE);
    }
    for (String key : List.of("tls", "user", "password", "trust", "dkim")) {
      section.find(key).ifPresent(v -> v.fail("says nothing of a folder", "keep it with smtp"));
    }
    return folder
        .flatMap(MailDecoder::folder)
        .<MailSettings.Way>map(MailSettings.Folder::new)
        .orElse(NONE);
  }

  private static Optional<String> address(Value value) {
    String right = "write an address like it@example.com";
    Optional<String> text = value.text(right);
    if (text.isPresent() && !ADDRESS.matcher(text.get()).matches()) {
      value.fail(Shown.quoted(text.get()) + " is no mail address", right);
      return Optional.empty();
    }
    return text;
  }

  private static Optional<Path> folder(Value value) {
    Optional<Path> path = Scalars.path(value);
    if (path.isPresent() && Files.exists(path.get()) && !Files.isDirectory(path.get())) {
      value.fail(path.get() + " is no folder", "name a folder; it is made where it is missing");
    }
    return path;
  }

  private static Optional<Path> templates(Value value) {
    Optional<Path> path = Scalars.path(value);
    if (path.isPresent() && !Files.isDirectory(path.get())) {
      value.fail(path.get() + " is no folder", "make it, or leave templates out");
    }
    return path;
  }
}
