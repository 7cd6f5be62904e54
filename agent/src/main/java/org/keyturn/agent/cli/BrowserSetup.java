package org.keyturn.agent.cli;

import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.config.FirstConfig;
import org.keyturn.agent.config.FirstConfigException;
import org.keyturn.agent.config.FirstFiles;
import org.keyturn.agent.config.ServerAddress;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.ShownCertificates;
import org.keyturn.agent.directory.Survey;
import org.keyturn.agent.web.FirstRun;

/** What the first-run pages do, by the same steps as the command. */
final class BrowserSetup implements FirstRun, AutoCloseable {

  private final FirstFiles files;
  private String url;
  private String bindDn;
  private Optional<FirstSetup> setup = Optional.empty();
  private Optional<Secret> password = Optional.empty();
  private Optional<ShownCertificates> awaited = Optional.empty();
  private Optional<ShownCertificates> vouched = Optional.empty();
  private Optional<Survey> found = Optional.empty();
  private Optional<Choices> choices = Optional.empty();
  private Optional<FirstConfig> config = Optional.empty();
  private boolean written;

  BrowserSetup(FirstFiles files, String url, String bindDn) {
    this.files = files;
    this.url = url;
    this.bindDn = bindDn;
  }

  @Override
  public String file() {
    return files.config().toAbsolutePath().normalize().toString();
  }

  @Override
  public synchronized String url() {
    return url;
  }

  @Override
  public synchronized String bindDn() {
    return bindDn;
  }

  @Override
  public synchronized Reply connect(String typedUrl, String typedDn, Secret typed) {
    forget();
    url = typedUrl;
    bindDn = typedDn;
    Optional<String> wrong = FirstSetup.wrongBindDn(bindDn);
    if (wrong.isPresent()) {
      return new Wrong("bind-dn", "This " + wrong.get());
    }
    try {
      FirstSetup fresh = new FirstSetup(files, ServerAddress.of(url), Optional.empty());
      setup = Optional.of(fresh);
      password = Optional.of(typed.copy());
      awaited = fresh.meet();
      if (awaited.isPresent() && awaited.equals(vouched)) {
        // Whoever mistyped the password looked at exactly these already.
        return trust();
      }
      return awaited.isPresent() ? new Stranger(awaited.get()) : look(fresh);
    } catch (FirstConfigException | DirectoryException e) {
      return new Wrong("url", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public synchronized Reply trust() {
    if (setup.isEmpty() || awaited.isEmpty()) {
      return new Wrong("url", "No certificate is waiting to be looked at; connect once more");
    }
    setup.get().trust(awaited.get());
    vouched = awaited;
    awaited = Optional.empty();
    return look(setup.get());
  }

  private Reply look(FirstSetup trusted) {
    try {
      Survey survey = trusted.survey(bindDn, password.orElseThrow(), "");
      FirstConfig.Sender sender = FirstConfig.Sender.of(survey);
      found = Optional.of(survey);
      choices = Optional.of(new Choices(survey.proposal(), sender.from(), sender.organisation()));
      return new Found(survey);
    } catch (DirectoryException e) {
      return new Wrong(
          FirstSetup.refusedUs(e) ? "password" : "url", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public synchronized Optional<ShownCertificates> awaited() {
    return awaited;
  }

  @Override
  public synchronized Optional<Survey> found() {
    return found;
  }

  @Override
  public synchronized Optional<Choices> choices() {
    return choices;
  }

  @Override
  public synchronized Map<String, String> choose(Choices chosen) {
    if (setup.isEmpty() || found.isEmpty()) {
      throw new IllegalStateException("nothing was found to choose from");
    }
    FirstConfig.Sender sender = new FirstConfig.Sender(chosen.from(), chosen.organisation());
    FirstConfig wanted = setup.get().config(bindDn, found.get(), chosen.proposal(), sender);
    try {
      setup.get().judge(wanted);
    } catch (FirstConfigException e) {
      String key = e.field().substring(e.field().lastIndexOf('.') + 1);
      return Map.of(key, String.valueOf(e.getMessage()));
    }
    choices = Optional.of(chosen);
    config = Optional.of(wanted);
    return Map.of();
  }

  @Override
  public synchronized Optional<String> text() {
    return config.map(c -> c.text(files.config()));
  }

  @Override
  public synchronized Optional<String> write() {
    if (setup.isEmpty() || config.isEmpty() || password.isEmpty()) {
      throw new IllegalStateException("nothing was chosen to be written");
    }
    try {
      setup.get().write(config.get(), password.get());
      written = true;
      return Optional.empty();
    } catch (FirstConfigException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public synchronized Optional<String> next() {
    return written ? Optional.of(FirstSetup.next(files.config())) : Optional.empty();
  }

  private void forget() {
    password.ifPresent(Secret::close);
    setup.ifPresent(FirstSetup::close);
    password = Optional.empty();
    setup = Optional.empty();
    awaited = Optional.empty();
    found = Optional.empty();
    choices = Optional.empty();
    config = Optional.empty();
  }

  @Override
  public synchronized void close() {
    forget();
  }
}
