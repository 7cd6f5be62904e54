package org.keyturn.agent.lifecycle;

import java.util.List;

/**
 * What a removal takes beside the sign-in.
 *
 * @param leaveGroups whether the account is taken out of the groups that name it
 * @param clear attributes whose values go: keys and certificates that let somebody in elsewhere
 */
public record RemovalSettings(boolean leaveGroups, List<String> clear) {

  public static final RemovalSettings DEFAULT = new RemovalSettings(true, List.of());

  public RemovalSettings {
    clear = List.copyOf(clear);
  }
}
