package org.keyturn.agent.directory.dialect;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ContentSyncDoneControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestMode;
import com.unboundid.ldap.sdk.controls.ContentSyncState;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Feed;

/**
 * Content synchronisation (RFC 4533, refreshOnly) as slapd's overlay syncprov gives it. The first
 * cookie is made of {@code contextCSN}, so that nobody has to be sent everything to get one. What
 * is still there, and what was deleted, is passed over: neither causes work.
 */
final class SyncreplFeed implements Feed {

  /** e-syncRefreshRequired (RFC 4533, section 5). */
  private static final int REFRESH_REQUIRED = 4096;

  /** What slapd answers to a cookie that it cannot go on from. */
  private static final Set<Integer> REFUSALS =
      Set.of(
          REFRESH_REQUIRED,
          ResultCode.UNWILLING_TO_PERFORM_INT_VALUE,
          ResultCode.PROTOCOL_ERROR_INT_VALUE);

  private final FeedScope scope;

  SyncreplFeed(Target target, Vocabulary vocabulary) {
    this.scope = new FeedScope(target, vocabulary, "syncrepl");
  }

  /** Whether the server has it for the agent. */
  static boolean isOffered(Target target) {
    String[] controls = target.rootDse().getAttributeValues("supportedControl");
    return controls != null
        && Arrays.asList(controls).contains(ContentSyncRequestControl.SYNC_REQUEST_OID);
  }

  @Override
  public Changes since(String cookie) {
    Optional<String> known = scope.open(cookie);
    if (known.isEmpty()) {
      return new Changes.FullPassNeeded(FeedScope.refusal(cookie), fresh());
    }
    try {
      return changes(known.get(), cookie);
    } catch (LDAPException e) {
      if (REFUSALS.contains(e.getResultCode().intValue())) {
        return new Changes.FullPassNeeded("the server refuses the cookie", fresh());
      }
      throw Failures.read(e, "reading what changed");
    }
  }

  private Changes changes(String known, String cookie) throws LDAPException {
    SearchRequest request = scope.request(Filter.createPresenceFilter("objectClass"));
    request.addControl(
        new ContentSyncRequestControl(
            true, ContentSyncRequestMode.REFRESH_ONLY, new ASN1OctetString(known), false));
    // What is still there comes in sets of identities: let go of unread.
    request.setIntermediateResponseListener(response -> {});
    SearchResult result = scope.target().link().search(request);
    Set<AccountId> changed = new HashSet<>();
    for (SearchResultEntry entry : result.getSearchEntries()) {
      ContentSyncStateControl state = ContentSyncStateControl.get(entry);
      boolean touched =
          state == null
              || state.getState() == ContentSyncState.ADD
              || state.getState() == ContentSyncState.MODIFY;
      if (touched) {
        Optional<AccountId> id = scope.vocabulary().id(entry);
        id.ifPresent(changed::add);
      }
    }
    ContentSyncDoneControl done = ContentSyncDoneControl.get(result);
    return new Changes.Some(
        changed,
        done == null || done.getCookie() == null
            ? cookie
            : scope.seal(done.getCookie().stringValue()));
  }

  /** Blank where the server does not show how far it is. */
  private String fresh() {
    try {
      SearchResult result =
          scope
              .target()
              .link()
              .search(
                  new SearchRequest(
                      scope.target().suffix(),
                      SearchScope.BASE,
                      Filter.createPresenceFilter("objectClass"),
                      "contextCSN"));
      Entry suffix = result.getSearchEntry(scope.target().suffix());
      String[] numbers = suffix == null ? null : suffix.getAttributeValues("contextCSN");
      return numbers == null
          ? ""
          : scope.seal(
              "rid=000,csn=" + Arrays.stream(numbers).sorted().collect(Collectors.joining(";")));
    } catch (LDAPSearchException e) {
      if (Failures.isAnswer(e)) {
        return "";
      }
      throw Failures.read(e, "reading how far the server is");
    } catch (LDAPException e) {
      throw Failures.read(e, "reading how far the server is");
    }
  }
}
