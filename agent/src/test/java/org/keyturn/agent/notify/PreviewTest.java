package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.account.Account;

/** What an operator sees of a template before anybody gets it. */
final class PreviewTest {

  @TempDir Path folder;

  private Preview.Shown shown(MessageKind kind, Account account) {
    return new Preview(People.settings(folder))
        .mail(kind, "corp", account, People.NOW, People.AMSTERDAM);
  }

  @ParameterizedTest
  @EnumSource(MessageKind.class)
  void everyTemplateCanBeSeenInEitherLanguage(MessageKind kind) {
    for (String language : new String[] {"en", "nl"}) {
      Preview.Shown shown = shown(kind, People.fenna(language));
      assertThat(shown.language()).isEqualTo(language);
      assertThat(shown.recipient()).isPresent();
      assertThat(shown.text()).contains("f.vries", "Contoso").doesNotContain("{{");
      assertThat(shown.html()).contains("f.vries");
    }
  }

  @Test
  void aSecretIsAnObviousSample() {
    assertThat(shown(MessageKind.PASSWORD_RESET, People.fenna("en")).text())
        .contains("Temporary password: SAMPLE-PASSWORD\n");
  }

  @Test
  void aReminderNamesTheRealExpiryAndAnExpiredMailOneThatPassed() {
    assertThat(shown(MessageKind.EXPIRY_REMINDER, People.fenna("en")).text())
        .contains("8 December", "14:30", "in 14 days");
    assertThat(shown(MessageKind.EXPIRED, People.fenna("en")).text()).contains("23 November");
  }

  @Test
  void anOwnTextWithoutItsPageHasNone() throws Exception {
    Path own = folder.resolve("own");
    Files.createDirectories(own.resolve("en"));
    Files.writeString(own.resolve("en/expired.txt"), "Subject: Too late, {{login}}\n\nAsk us.\n");
    MailSettings base = People.settings(folder);
    MailSettings settings =
        new MailSettings(
            base.way(), base.from(), base.organisation(), base.help(), Optional.of(own));
    Preview.Shown shown =
        new Preview(settings)
            .mail(MessageKind.EXPIRED, "corp", People.fenna("en"), People.NOW, People.AMSTERDAM);
    assertThat(shown.subject()).isEqualTo("Too late, f.vries");
    assertThat(shown.html()).isEmpty();
  }
}
