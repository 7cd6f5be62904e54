package org.keyturn.agent.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyturn.agent.notify.MailSettings;

/** {@code mail}. */
final class MailDecoder {

  private static final String DEFAULT_FROM = "keyturn@localhost";
  private static final String FOLDER = "folder: /var/lib/keyturn/mail";
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  private MailDecoder() {}

  static MailSettings decode(Value value) {
    try (Section section = value.section("write {" + FOLDER + "}")) {
      Optional<Value> smtp = section.find("smtp");
      smtp.ifPresent(v -> v.fail("this version sends nothing by SMTP", "write " + FOLDER));
      Optional<Value> folder =
          smtp.isPresent()
              ? section.find("folder")
              : section.need("folder", "/var/lib/keyturn/mail");
      Optional<Value> fromValue = section.find("from");
      String from = fromValue.flatMap(MailDecoder::address).orElse(DEFAULT_FROM);
      String host = from.substring(from.indexOf('@') + 1);
      return new MailSettings(
          folder.flatMap(MailDecoder::folder).orElse(Path.of("")),
          from,
          section
              .find("organisation")
              .flatMap(v -> v.text("write the name that people know you by"))
              .orElse(fromValue.isPresent() ? host : "Keyturn"),
          section.find("help").flatMap(v -> v.text("write where people can ask")),
          section.find("templates").flatMap(MailDecoder::templates));
    }
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
