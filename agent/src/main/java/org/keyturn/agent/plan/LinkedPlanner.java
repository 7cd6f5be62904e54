package org.keyturn.agent.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.plan.PlannedAccount.Verdict;

/**
 * Turns one request into a plan for each directory in which the people meant have accounts. All are
 * made before anything is written anywhere; whoever is left alone in one is left alone in all.
 */
public final class LinkedPlanner {

  /** How many people are looked for in the other directories at a time. */
  private static final int BATCH = 500;

  private final LinkSettings link;
  private final Function<String, Directory> directories;
  private final Single single;
  private final Path folder;
  private final Reach reach;

  /** Makes the plan of one directory. */
  @FunctionalInterface
  public interface Single {
    Plan plan(Directory directory, PlanRequest request);
  }

  /**
   * @param directories connects to one by its name
   * @param folder where plans are spooled while they are made
   * @param reach of whoever asks, in each directory of the link
   */
  public LinkedPlanner(
      LinkSettings link,
      Function<String, Directory> directories,
      Single single,
      Path folder,
      Reach reach) {
    this.link = link;
    this.directories = directories;
    this.single = single;
    this.folder = folder;
    this.reach = reach;
  }

  /**
   * @param home the directory that is asked for
   * @throws PlanException where a directory cannot do what is asked
   * @throws DirectoryException where one of them cannot be read: then nothing is done in any
   */
  public Plans plan(Directory home, PlanRequest request) {
    List<Plans.Part> parts = new ArrayList<>();
    try {
      parts.add(new Plans.Part(home, single.plan(home, request)));
      People people = people(home, request.action(), parts.get(0).plan());
      for (String name : link.others(home.info().name())) {
        if (!people.in(name).isEmpty()) {
          parts.add(elsewhere(name, request, people));
        }
      }
      List<String> ids =
          parts.size() == 1 ? List.of() : parts.stream().map(part -> part.header().id()).toList();
      Plans.Part first = parts.get(0);
      parts.replaceAll(part -> judged(part, first, people, ids));
      return new Plans(parts, people.remarks());
    } catch (RuntimeException e) {
      parts.forEach(part -> part.plan().close());
      throw e;
    }
  }

  private People people(Directory home, Action action, Plan plan) {
    People people = new People(link.others(home.info().name()));
    KinFinder finder = new KinFinder(link, directories, action == Action.RESTORE);
    try (PlanCursor accounts = plan.accounts()) {
      List<PlannedAccount> batch = new ArrayList<>();
      while (accounts.hasNext()) {
        batch.add(accounts.next());
        if (batch.size() == BATCH || !accounts.hasNext()) {
          List<Kin> kin = finder.of(home, batch.stream().map(PlannedAccount::id).toList());
          for (int i = 0; i < batch.size(); i++) {
            people.add(batch.get(i), kin.get(i));
            people.heed(home.info().name(), batch.get(i).id(), batch.get(i));
          }
          batch.clear();
        }
      }
    }
    return people;
  }

  private Plans.Part elsewhere(String name, PlanRequest request, People people) {
    Directory directory = directories.apply(name);
    Map<AccountId, AccountId> there = people.in(name);
    Plan plan =
        planned(
            directory,
            name,
            request.elsewhere(Selection.of(there.keySet()), reach.in(name).orElseThrow()));
    try (PlanCursor accounts = plan.accounts()) {
      while (accounts.hasNext()) {
        PlannedAccount account = accounts.next();
        people.heed(name, person(there, account), account);
      }
    }
    return new Plans.Part(directory, plan);
  }

  private Plan planned(Directory directory, String name, PlanRequest request) {
    try {
      return single.plan(directory, request);
    } catch (DirectoryException e) {
      throw LinkSettings.told(name, e);
    } catch (PlanException e) {
      throw new PlanException(LinkSettings.told(name, String.valueOf(e.getMessage())), e);
    }
  }

  private static AccountId person(Map<AccountId, AccountId> there, PlannedAccount account) {
    return Objects.requireNonNull(there.get(account.id()));
  }

  /** The same accounts in the same order, as they stand once every directory was heard. */
  private Plans.Part judged(Plans.Part part, Plans.Part first, People people, List<String> ids) {
    boolean goesFirst = part == first;
    PlanHeader header = part.header();
    try (Plan unjudged = part.plan();
        PlanSpool spool = new PlanSpool(header.action(), folder);
        PlanCursor accounts = unjudged.accounts()) {
      while (accounts.hasNext()) {
        PlannedAccount account = accounts.next();
        AccountId person =
            goesFirst ? account.id() : person(people.in(header.directory()), account);
        PlannedAccount judged = people.judged(person, account);
        spool.add(goesFirst ? judged : judged.of(person));
      }
      return new Plans.Part(
          part.directory(),
          spool.freeze(
              header.with(
                  ids,
                  first.header().named(),
                  spool.count(Verdict.CHANGE),
                  spool.count(Verdict.ALREADY_SO),
                  spool.count(Verdict.SKIPPED),
                  spool.reasons())));
    }
  }
}
