package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.keyturn.agent.directory.DirectoryException.Kind;

/** Translates what a server or the SDK says, once, into the words of the port. */
public final class Failures {

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE, "insufficient-access"),
          Map.entry(ResultCode.CONSTRAINT_VIOLATION_INT_VALUE, "constraint-violation"),
          Map.entry(ResultCode.UNWILLING_TO_PERFORM_INT_VALUE, "unwilling-to-perform"),
          Map.entry(ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE, "object-class-violation"),
          Map.entry(ResultCode.UNDEFINED_ATTRIBUTE_TYPE_INT_VALUE, "undefined-attribute"),
          Map.entry(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION_INT_VALUE, "unsupported-control"),
          Map.entry(ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE, "confidentiality-required"),
          Map.entry(ResultCode.NO_SUCH_OBJECT_INT_VALUE, "no-such-object"),
          Map.entry(ResultCode.REFERRAL_INT_VALUE, WriteResult.REFERRAL));

  private Failures() {}

  /** For a read. */
  public static DirectoryException read(LDAPException e, String what) {
    return new DirectoryException(
        isUntrusted(e) ? Kind.REFUSED : kind(e.getResultCode().intValue()),
        e.getResultCode().intValue(),
        sentence(e, what),
        e);
  }

  /** For a bind of the service account: every answer of a server that is no success refuses it. */
  static DirectoryException bind(LDAPException e, String url, String bindDn) {
    int code = e.getResultCode().intValue();
    boolean refused = cameFromServer(code) && !isBusy(code);
    String what =
        refused
            ? url + " does not let " + (bindDn.isBlank() ? "the agent" : bindDn) + " in"
            : url + " does not answer";
    String why = code == ResultCode.INVALID_CREDENTIALS_INT_VALUE ? SignInAnswer.why(e) : "";
    return new DirectoryException(
        refused ? Kind.REFUSED : Kind.UNREACHABLE, serverCode(code), sentence(e, what) + why, e);
  }

  /** For a write that was sent, or could not be. */
  public static WriteResult write(LDAPException e) {
    int code = e.getResultCode().intValue();
    String said = said(e);
    if (isUntrusted(e)) {
      return new WriteResult.Unreachable(WriteResult.UNTRUSTED, said);
    }
    if (code == ResultCode.CONNECT_ERROR_INT_VALUE) {
      return new WriteResult.Unreachable("unreachable", said);
    }
    if (isBusy(code)) {
      return new WriteResult.Unreachable(WriteResult.BUSY, said);
    }
    if (code == ResultCode.INVALID_CREDENTIALS_INT_VALUE) { // only a bind says so: our own
      return new WriteResult.Unreachable("agent-refused", said);
    }
    if (!cameFromServer(code)) {
      return new WriteResult.Unknown(said);
    }
    return new WriteResult.Rejected(REASONS.getOrDefault(code, "result-" + code), code, said);
  }

  private static Kind kind(int code) {
    return switch (code) {
      case ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE,
          ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE,
          ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE ->
          Kind.INCOMPLETE;
      case ResultCode.INVALID_CREDENTIALS_INT_VALUE,
          ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE,
          ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
          ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE,
          ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE ->
          Kind.REFUSED;
      case ResultCode.PARAM_ERROR_INT_VALUE, ResultCode.FILTER_ERROR_INT_VALUE -> Kind.BAD_REQUEST;
      default -> cameFromServer(code) && !isBusy(code) ? Kind.BAD_REQUEST : Kind.UNREACHABLE;
    };
  }

  /** Whether a server said so, and not the SDK for want of an answer. */
  public static boolean isAnswer(LDAPException e) {
    int code = e.getResultCode().intValue();
    return cameFromServer(code) && !isBusy(code);
  }

  /** Whether the server is not the one to trust; a connection that was just lost is not that. */
  static boolean isUntrusted(LDAPException e) {
    return distrust(e).isPresent();
  }

  /** What is wrong with the server's certificate. */
  private static Optional<String> distrust(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CertificateException || t instanceof SSLPeerUnverifiedException) {
        return Optional.of(Diagnostics.clean(t.getMessage()));
      }
    }
    return Optional.empty();
  }

  /** For a write that was never sent, because something before it failed. */
  public static WriteResult unsent(LDAPException e) {
    if (isUntrusted(e)) {
      return new WriteResult.Unreachable(WriteResult.UNTRUSTED, said(e));
    }
    return e.getResultCode().intValue() == ResultCode.INVALID_CREDENTIALS_INT_VALUE
        ? new WriteResult.Unreachable("agent-refused", said(e))
        : new WriteResult.Unreachable("unreachable", said(e));
  }

  /** As {@link #unsent(LDAPException)}. */
  static WriteResult unsent(DirectoryException e) {
    return new WriteResult.Unreachable(
        e.kind() == Kind.REFUSED ? "agent-refused" : "unreachable", String.valueOf(e.getMessage()));
  }

  /** 81 to 100 are the API's own (RFC 1823 and its successors): no server sent them. */
  private static boolean cameFromServer(int code) {
    return code < ResultCode.SERVER_DOWN_INT_VALUE || code > 100;
  }

  private static boolean isBusy(int code) {
    return code == ResultCode.BUSY_INT_VALUE || code == ResultCode.UNAVAILABLE_INT_VALUE;
  }

  private static int serverCode(int code) {
    return cameFromServer(code) ? code : -1;
  }

  private static String sentence(LDAPException e, String what) {
    String said = said(e);
    return said.isEmpty() ? what : what + ": " + said;
  }

  /** The SDK's own words repeat a request that was lost, the new password in it included. */
  private static String client(LDAPException e) {
    return switch (e.getResultCode().intValue()) {
      case ResultCode.CONNECT_ERROR_INT_VALUE ->
          distrust(e)
              .map(why -> "the server's certificate is not to be trusted: " + why)
              .orElseGet(() -> ConnectFailure.of(e));
      case ResultCode.SERVER_DOWN_INT_VALUE -> "the connection was lost before the answer came";
      case ResultCode.TIMEOUT_INT_VALUE -> "no answer in time";
      default -> "";
    };
  }

  /** The result's name and the server's cleaned words. */
  public static String said(LDAPException e) {
    int code = e.getResultCode().intValue();
    String name = e.getResultCode().getName();
    String words = cameFromServer(code) ? Diagnostics.clean(e.getDiagnosticMessage()) : client(e);
    String label = cameFromServer(code) ? name + " (" + code + ")" : name;
    return words.isEmpty() || words.equals(name) ? label : label + ", " + words;
  }
}
