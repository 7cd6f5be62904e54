package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.password.LengthUnit;
import org.keyturn.agent.password.PasswordContext;
import org.keyturn.agent.password.PasswordJudge;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.password.Violation;

/**
 * Judges a password that an operator chose for somebody. The agent's rights let it past the
 * server's own rules, so that it must judge itself: by our rules, by the length and history of the
 * policy in force, and by what is known of the person.
 */
public final class ChosenPassword {

  private final Directory directory;
  private final PasswordJudge judge;
  private final LengthUnit unit;

  public ChosenPassword(Directory directory, PasswordSettings settings) {
    this.directory = directory;
    this.judge = new PasswordJudge(settings);
    this.unit = LengthUnit.of(directory.info().dialect());
  }

  /**
   * @return what is wrong with it, sentences without it
   */
  public List<String> objections(Account account, Secret password) {
    List<String> objections = new ArrayList<>();
    judge.judge(password, PasswordContext.of(account, unit)).stream()
        .map(Violation::sentence)
        .forEach(objections::add);
    int history = account.policy().resolved().map(PasswordPolicy::history).orElse(0);
    if (history > 0 && objections.isEmpty() && directory.remembers(account.id(), password)) {
      objections.add(
          "The password was used before; the directory remembers the last " + history + ".");
    }
    return objections;
  }
}
