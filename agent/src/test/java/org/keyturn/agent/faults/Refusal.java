package org.keyturn.agent.faults;

import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;

/** What a server answers in place of doing what it was asked to (RFC 4511, section 4.1.9). */
final class Refusal {

  private Refusal() {}

  /** The modification is not made, for this reason. */
  static byte[] ofModify(byte[] request, int code, String text) {
    return new LDAPMessage(id(request), new ModifyResponseProtocolOp(code, null, text, null))
        .encode()
        .encode();
  }

  /** Somebody else is to be asked. */
  static byte[] referral(byte[] request, String url) {
    return new LDAPMessage(id(request), new ModifyResponseProtocolOp(10, null, null, List.of(url)))
        .encode()
        .encode();
  }

  /**
   * The end of a search, however much came before it.
   *
   * @param message the request, or the end that is not to be heard; controls go with it
   */
  static byte[] ofSearch(byte[] message, int code) {
    return new LDAPMessage(id(message), new SearchResultDoneProtocolOp(code, null, null, null))
        .encode()
        .encode();
  }

  /** Whom a modification is about. */
  static String dn(byte[] request) {
    return message(request).getModifyRequestProtocolOp().getDN();
  }

  private static int id(byte[] message) {
    return message(message).getMessageID();
  }

  private static LDAPMessage message(byte[] bytes) {
    try {
      return LDAPMessage.decode(ASN1Sequence.decodeAsSequence(bytes));
    } catch (ASN1Exception | LDAPException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
