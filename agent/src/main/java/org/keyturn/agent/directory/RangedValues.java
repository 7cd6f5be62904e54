package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.directory.DirectoryException.Kind;

/**
 * All values of one attribute of an entry, where a server may hand them out in pieces: Active
 * Directory answers with {@code member;range=0-1499} instead of {@code member} when there are more
 * than it likes to give, and goes on when it is asked for the next range (MS-ADTS, section
 * 3.1.1.3.1.3.3).
 */
final class RangedValues {

  private static final Pattern RANGE = Pattern.compile("range=(\\d+)-(\\d+|\\*)");

  private final Link link;

  RangedValues(Link link) {
    this.link = link;
  }

  /**
   * @param entry as the server first gave it; the rest is asked for
   * @return nothing where it has none
   * @throws DirectoryException where the rest does not come: half a group is no group
   */
  List<String> of(Entry entry, String attribute) {
    List<String> all = new ArrayList<>();
    String[] whole = entry.getAttributeValues(attribute);
    if (whole != null) {
      all.addAll(List.of(whole));
    }
    Optional<Piece> piece = Piece.of(entry, attribute);
    while (piece.isPresent()) {
      all.addAll(List.of(piece.get().values()));
      if (piece.get().isLast()) {
        return all;
      }
      piece = Optional.of(after(piece.get(), entry.getDN(), attribute));
    }
    return all;
  }

  /** As {@link #of}, in pieces of a size that the caller chooses, which the server may cut. */
  List<String> inPieces(String dn, String attribute, int size) {
    Entry first = read(dn, attribute + ";range=0-" + (size - 1));
    return of(first, attribute);
  }

  private Piece after(Piece piece, String dn, String attribute) {
    Entry more = read(dn, attribute + ";range=" + piece.next() + "-*");
    return Piece.of(more, attribute)
        .filter(p -> p.from() == piece.next())
        .orElseThrow(
            () ->
                new DirectoryException(
                    Kind.INCOMPLETE, "the server did not go on with " + attribute + " of " + dn));
  }

  private Entry read(String dn, String attribute) {
    SearchRequest request =
        new SearchRequest(
            dn, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), attribute);
    request.setDerefPolicy(DereferencePolicy.NEVER);
    try {
      return link.search(request).getSearchEntries().stream()
          .findFirst()
          .map(e -> (Entry) e)
          .orElseThrow(
              () -> new DirectoryException(Kind.INCOMPLETE, dn + " is gone while it is read"));
    } catch (LDAPException e) {
      throw Failures.read(e, "reading " + attribute + " of " + dn);
    }
  }

  /** What came of one attribute in one answer. */
  private record Piece(int from, boolean isLast, int next, String[] values) {

    static Optional<Piece> of(Entry entry, String attribute) {
      for (Attribute present : entry.getAttributes()) {
        if (!present.getBaseName().equalsIgnoreCase(attribute)) {
          continue;
        }
        for (String option : present.getOptions()) {
          Matcher range = RANGE.matcher(option.toLowerCase(Locale.ROOT));
          if (range.matches()) {
            boolean last = range.group(2).equals("*");
            int from = Integer.parseInt(range.group(1));
            int next = last ? from : Integer.parseInt(range.group(2)) + 1;
            return Optional.of(new Piece(from, last, next, present.getValues()));
          }
        }
      }
      return Optional.empty();
    }
  }
}
