package org.keyturn.agent.directory;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.directory.DirectorySettings.Accounts;

/**
 * What was found in a directory that nobody has described yet: a proposal, for a person to look at.
 *
 * @param dialect as the config spells it
 * @param product what the server calls itself; may be blank
 * @param proposal what seems to be right
 * @param counted how many accounts are at the proposed base, and what they have
 * @param places where accounts are, the proposed base first
 * @param policyIsTold whether the server tells its default policy by itself
 * @param policies the DNs of all policies that can be read
 * @param admins groups that look like those of administrators
 * @param mailDomain the domain of most addresses; empty where nobody shows one
 */
public record Survey(
    String dialect,
    String product,
    Proposal proposal,
    Counted counted,
    List<Place> places,
    boolean policyIsTold,
    List<String> policies,
    List<Group> admins,
    Optional<String> mailDomain) {

  public Survey {
    places = List.copyOf(places);
    policies = List.copyOf(policies);
    admins = List.copyOf(admins);
  }

  /**
   * What a config says of a directory, beside its address.
   *
   * @param defaultPolicy the one that seems to be the default, where the server does not tell it
   * @param protectedDns accounts that look like those of last resort
   * @param protectedGroups groups that look like those of administrators
   */
  public record Proposal(
      Accounts accounts,
      Optional<String> defaultPolicy,
      List<String> protectedDns,
      List<String> protectedGroups) {
    public Proposal {
      protectedDns = List.copyOf(protectedDns);
      protectedGroups = List.copyOf(protectedGroups);
    }
  }

  /** A subtree and how many accounts it holds. */
  public record Place(String dn, int accounts) {}

  /** A group and how many members it names, nested ones not counted. */
  public record Group(String dn, int members) {}

  /**
   * Of the entries that are accounts.
   *
   * @param all how many there are
   * @param everywhere how many there are in the whole directory
   * @param cut whether there are more, which were not counted
   */
  public record Counted(
      int all, int everywhere, boolean cut, int mail, int recoveryMail, int mobile) {}
}
