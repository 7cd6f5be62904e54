package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.plan.Listing;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.plan.Problems;
import org.keyturn.agent.run.ChosenPassword;
import org.keyturn.agent.run.CsvRows;
import org.keyturn.agent.run.Given;

/**
 * The passwords that an operator chose: one for everybody, or each in its row of a CSV file. Each
 * is judged for whom it is meant while the plan is made.
 */
final class Chosen implements Listing, Given, AutoCloseable {

  private final ChosenPassword judge;
  private final Listing listing;
  private final Optional<Secret> everybody;
  private final Optional<CsvRows> rows;

  /**
   * @param listing what else is said of each
   * @param everybody one for all; this closes it
   * @param rows one for each; stays the caller's
   */
  Chosen(Desk desk, Listing listing, Optional<Secret> everybody, Optional<CsvRows> rows) {
    this.judge = new ChosenPassword(desk.directory(), desk.config().passwords());
    this.listing = listing;
    this.everybody = everybody;
    this.rows = rows;
  }

  @Override
  public Optional<Secret> password(AccountId id) {
    return everybody.map(Secret::copy).or(() -> rows.flatMap(r -> r.password(id)));
  }

  @Override
  public List<String> objections(Account account, int key) {
    List<String> objections = new ArrayList<>(listing.objections(account, key));
    Optional<Secret> chosen =
        everybody.map(Secret::copy).or(() -> rows.flatMap(r -> r.password(key)));
    if (chosen.isPresent()) {
      try (Secret password = chosen.get()) {
        String whose = Printable.line(account.login()) + ": ";
        judge.objections(account, password).forEach(sentence -> objections.add(whose + sentence));
      }
    }
    return objections;
  }

  @Override
  public String place(int key) {
    return listing.place(key);
  }

  @Override
  public Problems problems() {
    return listing.problems();
  }

  @Override
  public Optional<Integer> found(AccountId id, int key) {
    return listing.found(id, key);
  }

  @Override
  public Optional<String> deliverTo(int key) {
    return listing.deliverTo(key);
  }

  @Override
  public void close() {
    everybody.ifPresent(Secret::close);
  }
}
