package org.keyturn.agent.browser;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keyturn.embedded.sample.Person;
import org.keyturn.embedded.sample.SampleCompany;
import org.keyturn.embedded.sample.Situation;

/**
 * {@code scripts/demo --serve}: the sample company, the daemon and its portal, as anybody starts.
 */
final class Demo implements AutoCloseable {

  static final Pattern CODE = Pattern.compile("\\b[0-9A-Z]{4}-[0-9A-Z]{4}\\b");
  static final Pattern LINK = Pattern.compile("http://\\S+/claim\\?link=\\S+");

  private static final int PEOPLE = 120;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration MAIL = Duration.ofSeconds(20);
  private static final Path SCRIPTS = Path.of("..", "scripts").toAbsolutePath().normalize();

  private final Path said;
  private final Path folder;
  private final Process process;

  Demo(Path folder) throws IOException {
    this.folder = folder;
    said = folder.resolve("demo.out");
    ProcessBuilder command = new ProcessBuilder(SCRIPTS.resolve("demo").toString(), "--serve");
    command.environment().put("NO_COLOR", "1");
    command.environment().put("TMPDIR", folder.toString());
    process = command.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    await(PATIENCE, () -> said().contains("Ctrl-C") || !process.isAlive());
    assertThat(process.isAlive()).as(said()).isTrue();
  }

  private String said() {
    return read(said);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(Duration longest, BooleanSupplier so) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (!so.getAsBoolean() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String told(String name) {
    Matcher line = Pattern.compile("(?m)^" + name + " +(\\S+)").matcher(said());
    assertThat(line.find()).as(name + " in " + said()).isTrue();
    return line.group(1);
  }

  String portal() {
    return told("portal");
  }

  /** Somebody of the company, in that situation: the first, the second … of them. */
  static Person person(Situation situation, int number) {
    return new SampleCompany(PEOPLE, "dc=example,dc=com")
        .people()
        .skip(2) // The first two are admins.
        .filter(person -> person.situation() == situation)
        .skip(number)
        .findFirst()
        .orElseThrow();
  }

  /** {@code scripts/keyturn} beside the daemon. */
  void keyturn(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("keyturn.out");
    ProcessBuilder command =
        new ProcessBuilder(
            Stream.concat(Stream.of(SCRIPTS.resolve("keyturn").toString()), Stream.of(arguments))
                .toList());
    command.environment().put("KEYTURN_CONFIG", told("config"));
    Process run = command.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(read(out)).isZero();
  }

  /** The text of the newest mail to that address in which this is found. */
  String mail(String to, Pattern pattern) {
    await(MAIL, () -> mails(to).stream().anyMatch(pattern.asPredicate()));
    return mails(to).stream()
        .filter(pattern.asPredicate())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no mail to " + to + " says " + pattern));
  }

  /** Newest first. */
  private List<String> mails(String to) {
    try (Stream<Path> files = Files.list(Path.of(told("mails")))) {
      return files
          .filter(file -> file.toString().endsWith(".eml"))
          .sorted((a, b) -> Long.compare(modified(b), modified(a)))
          .map(Demo::message)
          .filter(message -> isTo(message, to))
          .map(Demo::text)
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MimeMessage message(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new MimeMessage(Session.getInstance(new Properties()), in);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isTo(MimeMessage message, String to) {
    try {
      return message.getAllRecipients()[0].toString().contains(to);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(MimeMessage message) {
    try {
      Object content = message.getContent();
      while (content instanceof Multipart parts) {
        BodyPart first = parts.getBodyPart(0);
        content = first.getContent();
      }
      return message.getSubject() + "\n\n" + content;
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  static String code(String mail) {
    return found(mail, CODE);
  }

  static String link(String mail) {
    return found(mail, LINK);
  }

  private static String found(String mail, Pattern pattern) {
    Matcher found = pattern.matcher(mail);
    assertThat(found.find()).as(pattern + " in " + mail).isTrue();
    return found.group();
  }

  @Override
  public void close() {
    try {
      List<ProcessHandle> all = process.descendants().toList();
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it stops when asked").isTrue();
      assertThat(all).as("nothing stays behind").noneMatch(ProcessHandle::isAlive);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
