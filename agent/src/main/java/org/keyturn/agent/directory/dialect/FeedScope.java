package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.Failures;

/**
 * The accounts that a feed is about, and cookies that are good for no others.
 *
 * @param kind which feed; a cookie of another one is refused
 */
record FeedScope(Target target, Vocabulary vocabulary, String kind) {

  /** What the server's own text looks like in a cookie of ours. */
  String seal(String text) {
    return kind
        + ":"
        + scope()
        + ":"
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The server's own text; empty where the cookie is not one of this feed. */
  Optional<String> open(String cookie) {
    String prefix = kind + ":" + scope() + ":";
    if (!cookie.startsWith(prefix)) {
      return Optional.empty();
    }
    try {
      byte[] text = Base64.getDecoder().decode(cookie.substring(prefix.length()));
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Why a cookie that cannot be opened is of no use. */
  static String refusal(String cookie) {
    return cookie.isEmpty() ? "there is no cookie" : "the cookie is of another feed";
  }

  private String scope() {
    CRC32 sum = new CRC32();
    String what =
        target.settings().accounts().base() + "\n" + target.settings().accounts().filter();
    sum.update(what.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  /** A search for the accounts that match besides, of whom only the identity is brought. */
  SearchRequest request(Filter narrower) throws LDAPException {
    SearchRequest request =
        new SearchRequest(
            target.settings().accounts().base(),
            SearchScope.SUB,
            Filter.createANDFilter(accounts(), narrower),
            vocabulary.attributes().get(0));
    request.setDerefPolicy(DereferencePolicy.NEVER);
    return request;
  }

  Filter accounts() throws LDAPException {
    return Filter.create(target.settings().accounts().filter());
  }

  /** The identities of those that match. */
  Set<AccountId> matching(Filter narrower) {
    try {
      Set<AccountId> all = new HashSet<>();
      target
          .link()
          .search(request(narrower))
          .getSearchEntries()
          .forEach(entry -> vocabulary.id(entry).ifPresent(all::add));
      return all;
    } catch (LDAPException e) {
      throw Failures.read(e, "reading what changed");
    }
  }
}
