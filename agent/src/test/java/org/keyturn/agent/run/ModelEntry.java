package org.keyturn.agent.run;

import java.util.HashMap;
import java.util.Map;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.run.History.Author;

/** One entry of the directory. */
final class ModelEntry {
  final String id;
  final String login;
  final String address;
  String dn;
  String password = "as it was";
  Author author = Author.NOBODY;

  /** Who changed it last, whatever they changed. */
  Author modifier = Author.NOBODY;

  boolean mustChange;
  int changed = 1;
  boolean refuses;

  ModelEntry(String id, String login) {
    this.id = id;
    this.login = login;
    this.address = id + "@home.example";
    this.dn = "uid=" + login + ",ou=people,dc=example,dc=com";
  }

  /** A reset is guarded by the password's age alone, a flag by itself as well. */
  boolean isAsPlanned(EntryVersion expected, boolean reset) {
    EntryVersion now = version();
    return now.get("changed").equals(expected.get("changed"))
        && (reset || now.get("reset").equals(expected.get("reset")));
  }

  EntryVersion version() {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("changed", Integer.toString(changed));
    if (mustChange) {
      attributes.put("reset", "TRUE");
    }
    return EntryVersion.of(attributes);
  }
}
