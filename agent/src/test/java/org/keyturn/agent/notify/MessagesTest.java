package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keyturn.agent.journal.NewMessage;

class MessagesTest {

  private static final String ID = "8c1f5a8e-0000-4000-8000-000000000001";

  @Test
  void a_reset_is_owed_once_a_run_and_account() {
    byte[] sealed = {1, 2, 3};
    NewMessage message =
        Messages.passwordReset(
            "corp", "R7", 12, People.fenna("nl-NL"), "fenna@home.example", sealed, true);
    assertThat(message.dedupe()).isEqualTo("R7/12/password-reset");
    assertThat(message.kind()).isEqualTo("password-reset");
    assertThat(message.recipient()).isEqualTo("fenna@home.example");
    assertThat(message.language()).isEqualTo("nl");
    assertThat(message.sealed()).containsExactly(1, 2, 3);
    assertThat(message.values())
        .containsEntry("login", "f.vries")
        .containsEntry("name", "Fenna de Vries")
        .containsEntry("directory", "corp")
        .containsEntry("account", ID)
        .containsEntry("run", "R7")
        .containsEntry("mustChange", "true");
  }

  @Test
  void what_a_run_owes_has_the_key_of_its_account() {
    assertThat(Messages.mustChange("corp", "R7", 3, People.fenna("en"), "x").dedupe())
        .isEqualTo("R7/3/must-change");
  }
}
