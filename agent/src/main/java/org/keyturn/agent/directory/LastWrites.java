package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.StaticUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads when entries were last written, and by whom. */
final class LastWrites {

  private static final String[] TOLD = {
    "modifyTimestamp", "modifiersName", "createTimestamp", "creatorsName", "whenChanged"
  };

  private final Link link;

  LastWrites(Link link) {
    this.link = link;
  }

  /** Beside the point for whoever asks: what cannot be read is left out. */
  Map<NormalDn, LastWrite> of(List<String> dns) {
    Map<NormalDn, LastWrite> all = new HashMap<>();
    for (String dn : dns) {
      try {
        SearchRequest request =
            new SearchRequest(
                dn, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), TOLD);
        for (Entry entry : link.search(request).getSearchEntries()) {
          all.put(NormalDn.of(dn), of(entry));
        }
      } catch (LDAPException e) {
        if (!Failures.isAnswer(e)) {
          throw Failures.read(e, "reading who wrote last");
        }
      }
    }
    return all;
  }

  private static LastWrite of(Entry entry) {
    return new LastWrite(
        time(entry, "modifyTimestamp")
            .or(() -> time(entry, "whenChanged"))
            .or(() -> time(entry, "createTimestamp")),
        Optional.ofNullable(entry.getAttributeValue("modifiersName"))
            .or(() -> Optional.ofNullable(entry.getAttributeValue("creatorsName"))));
  }

  private static Optional<Instant> time(Entry entry, String attribute) {
    String told = entry.getAttributeValue(attribute);
    try {
      return told == null
          ? Optional.empty()
          : Optional.of(StaticUtils.decodeGeneralizedTime(told).toInstant());
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
