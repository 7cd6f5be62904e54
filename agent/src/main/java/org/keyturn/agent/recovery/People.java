package org.keyturn.agent.recovery;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.plan.Untouchables;
import org.keyturn.agent.run.OwnReset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directories, and what may be done for whom in them. Thread-safe. */
public final class People {

  private static final Logger LOG = LoggerFactory.getLogger(People.class);

  private final PortalDirectories directories;
  private final Function<Directory, OwnReset> resets;
  private final RecoverySettings settings;
  private final Set<ProofChannel> open;
  private final Optional<String> country;
  private final Recent<Untouchables> untouchable;
  private final Recent<Set<NormalDn>> admins;

  /**
   * @param resets what writes a person's own password
   * @param open the channels that messages can be sent by
   * @param country of telephone numbers that are written without one
   */
  public People(
      PortalDirectories directories,
      Function<Directory, OwnReset> resets,
      RecoverySettings settings,
      Set<ProofChannel> open,
      Optional<String> country,
      Clock clock) {
    this.directories = directories;
    this.resets = resets;
    this.settings = settings;
    this.open = Set.copyOf(open);
    this.country = country;
    this.untouchable =
        new Recent<>(
            name -> ask(name, directory -> Untouchables.of(directory, Optional.empty())), clock);
    this.admins = new Recent<>(this::readAdmins, clock);
  }

  Whom whom() {
    return new Whom(directories);
  }

  Set<ProofChannel> open() {
    return open;
  }

  /**
   * @throws DirectoryException where it cannot be read
   */
  <T> T ask(String name, Function<Directory, T> question) {
    return directories.ask(name, question);
  }

  /** Where nobody is looked for. */
  String first() {
    return directories.names().get(0);
  }

  OwnReset reset(String name) {
    return resets.apply(directories.open(name));
  }

  Help help(String directory, Account account) {
    boolean admin = admins.of(directory).contains(NormalDn.of(account.dn()));
    Help help =
        Help.of(
            account,
            untouchable.of(directory).reasonFor(account).isPresent(),
            admin,
            settings.admins(),
            open,
            country);
    if (!help.given()) {
      // For the operator who is asked why no code comes; the page tells nobody.
      LOG.info("account {} of {} helps itself not: {}", account.id(), directory, help.refused());
    }
    return help;
  }

  private Set<NormalDn> readAdmins(String name) {
    Set<NormalDn> members = new HashSet<>();
    for (String group : settings.adminGroups().getOrDefault(name, List.of())) {
      members.addAll(ask(name, directory -> directory.membersOf(group)));
    }
    return members;
  }
}
