package org.keyturn.agent.notify;

import java.util.Set;

/** What the status of an answer means for a message (RFC 9110, 15). */
final class HttpVerdict {

  /** About the sender, the address or the moment: every message would be refused. */
  private static final Set<Integer> NOT_THIS_MESSAGE =
      Set.of(401, 402, 403, 404, 405, 407, 408, 425, 429);

  private HttpVerdict() {}

  static Gateway.HandOver of(HttpCaller.Answer answer, String whom) {
    if (answer instanceof HttpCaller.Silent silent) {
      return new Gateway.TryLater(silent.reason());
    }
    HttpCaller.Said said = (HttpCaller.Said) answer;
    int status = said.status();
    if (status >= 200 && status < 300) {
      return new Gateway.Taken();
    }
    if (status >= 400 && status < 500 && !NOT_THIS_MESSAGE.contains(status)) {
      return new Gateway.Refused(whom + " refused it with status " + status + ".");
    }
    return new Gateway.TryLater(
        whom
            + " answered with status "
            + status
            + (status >= 300 && status < 400 ? ": redirects are not followed" : "")
            + ".");
  }
}
