package org.keyturn.agent.run;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.notify.Gateway;
import org.keyturn.agent.notify.Mail;
import org.keyturn.agent.password.Sealer;
import org.keyturn.agent.run.History.Delivered;

/** The ways of a new password in a simulation: where it is made, mailed, and shown. */
final class Post {

  private static final Pattern PASSWORD = Pattern.compile("Pw-\\d+-[a-z0-9-]+-Xq");

  private final World world;
  private final Sealer sealer;
  private final Map<String, String> madeBy = new HashMap<>();

  Post(World world, Sealer sealer) {
    this.world = world;
    this.sealer = sealer;
  }

  void delivered(String account, String password, String way) {
    String run = madeBy.getOrDefault(password, "nobody");
    world.history.delivered.add(new Delivered(world.step(), run, account, password, way));
  }

  Gateway gateway(AgentProcess process) {
    return mail -> {
      world.at(process);
      if (world.happens(world.weather().mail())) {
        return world.random.nextInt(5) == 0
            ? new Gateway.Refused("no such mailbox")
            : new Gateway.TryLater("down");
      }
      taken(mail);
      world.at(process);
      return new Gateway.Taken();
    };
  }

  private void taken(Mail mail) {
    String account = mail.recipient().replace("@home.example", "");
    Matcher password = PASSWORD.matcher(mail.text());
    while (password.find()) {
      delivered(account, password.group(), "mail");
    }
  }

  /** Passwords that are shown are read when the run says that they are there. */
  Reveal screen(AgentProcess process) {
    Map<String, String> shown = new HashMap<>();
    return new Reveal() {
      @Override
      public void show(Item item, Secret password) {
        world.at(process);
        shown.put(item.id().value(), password.withChars(String::new));
      }

      @Override
      public boolean shown(RunResult result) {
        if (world.happens(world.weather().mail())) {
          return false;
        }
        shown.forEach((account, password) -> delivered(account, password, "show"));
        world.at(process);
        return true;
      }
    };
  }

  /** Numbered ones under the real seal. */
  Passwords passwords(AgentProcess process) {
    return new Passwords() {
      @Override
      public Secret next(Account account) {
        String password = "Pw-" + madeBy.size() + "-" + account.id().value() + "-Xq";
        madeBy.put(password, process.run);
        return Secret.of(password);
      }

      @Override
      public Claim claim() {
        throw new IllegalStateException("nobody claims anything here");
      }

      @Override
      public byte[] seal(Secret password, String run, AccountId account) {
        return sealer.seal(password, run, account.value());
      }

      @Override
      public Secret open(byte[] sealed, String run, AccountId account) {
        return sealer.open(sealed, run, account.value());
      }
    };
  }
}
