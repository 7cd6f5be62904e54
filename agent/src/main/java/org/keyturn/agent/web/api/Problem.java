package org.keyturn.agent.web.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.journal.LedgerException;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.plan.SelectionException;
import org.keyturn.agent.run.RunFailure;

/** Why something is not done (RFC 9457). Thrown by an operation: it has changed nothing. */
final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1;

  static final String TYPE = "application/problem+json";

  /** What programs can tell apart; the spelling is a contract. */
  enum Kind {
    BAD_REQUEST(400, "bad-request", "The request cannot be read"),
    NOT_SIGNED_IN(401, "no-token", "There is no token, or one that lets nobody in"),
    NOT_ALLOWED(403, "not-allowed", "The token's role does not reach so far"),
    MAKER_WITHOUT_ROLE(403, "maker-without-role", "Whoever made the token has no role any more"),
    NOT_FOUND(404, "not-found", "There is no such thing"),
    NO_SUCH_METHOD(405, "no-such-method", "This cannot be done here"),
    CONFLICT(409, "conflict", "As things are this is not done"),
    BRAKE(409, "brake", "The brake holds it"),
    UNDER_WAY(409, "under-way", "The same request is being worked on"),
    UNANSWERED(409, "unanswered", "What came of the same request is not known"),
    TOO_LARGE(413, "too-large", "The body is too large"),
    UNSUPPORTED(415, "unsupported-type", "The body is not JSON"),
    MISDIRECTED(421, "misdirected", "This is not the host that was meant"),
    INVALID(422, "invalid", "The request is understood, and wrong"),
    KEY_REUSED(422, "key-reused", "The idempotency key belongs to another request"),
    TOO_MANY(429, "too-many", "Too many requests"),
    DEFECT(500, "defect", "Something unexpected happened"),
    DIRECTORY_AWAY(503, "directory-away", "The directory does not answer"),
    UNAVAILABLE(503, "unavailable", "The agent cannot take this now");

    private final int status;
    private final String id;
    private final String title;

    Kind(int status, String id, String title) {
      this.status = status;
      this.id = id;
      this.title = title;
    }

    int status() {
      return status;
    }

    /** Where the ledger or the agent itself fails, nobody knows. */
    boolean changedNothing() {
      return this != DEFECT && this != UNAVAILABLE;
    }

    String type() {
      return "urn:keyturn:problem:" + id;
    }

    /** The first with this status: what is told where nothing more is known. */
    static Kind of(int status) {
      for (Kind kind : values()) {
        if (kind.status == status) {
          return kind;
        }
      }
      return status >= 500 ? DEFECT : BAD_REQUEST;
    }
  }

  /**
   * Something that is wrong.
   *
   * @param place a name after the question mark, or a JSON pointer (RFC 6901) into the body
   * @param says what is wrong and what would be right
   */
  record Fault(String place, String says) {}

  private static final Document<Fault> FAULT =
      Document.<Fault>of("Fault")
          .text("place", "A name of the query, or a JSON pointer into the body.", Fault::place)
          .text("says", "What is wrong and what would be right.", Fault::says);

  static final Document<Problem> KEYS =
      Document.<Problem>of("Problem")
          .text("type", "What programs tell apart.", p -> p.kind.type())
          .text("title", "The same for people.", p -> p.kind.title)
          .number("status", "The HTTP status.", p -> p.kind.status)
          .text("detail", "What it is this time.", p -> p.detail)
          .list("errors", "Each thing that is wrong, where it was sent.", FAULT, p -> p.faults)
          .where(p -> !p.faults.isEmpty());

  private final Kind kind;
  private final String detail;
  private final transient List<Fault> faults;
  private final Optional<Duration> retryAfter;

  private Problem(Kind kind, String detail, List<Fault> faults, Optional<Duration> retryAfter) {
    super(detail, null, false, false);
    this.kind = kind;
    this.detail = detail;
    this.faults = List.copyOf(faults);
    this.retryAfter = retryAfter;
  }

  static Problem of(Kind kind, String detail) {
    return new Problem(kind, detail, List.of(), Optional.empty());
  }

  /** One that may go away by itself. */
  static Problem later(Kind kind, String detail, Duration wait) {
    return new Problem(kind, detail, List.of(), Optional.of(wait));
  }

  /** Something is wrong in what was sent. */
  static Problem wrong(Kind kind, List<Fault> faults) {
    String detail =
        faults.size() == 1
            ? faults.get(0).place() + ": " + faults.get(0).says()
            : faults.size() + " things are wrong; see errors";
    return new Problem(kind, detail, faults, Optional.empty());
  }

  static Problem wrong(String place, String says) {
    return wrong(Kind.INVALID, List.of(new Fault(place, says)));
  }

  /** The same, with more to say of it. */
  Problem with(String more) {
    return new Problem(kind, detail + ". " + more, faults, retryAfter);
  }

  static Problem notFound(String what) {
    return of(Kind.NOT_FOUND, what);
  }

  /** What an exception of the agent's own means for a program. */
  static Problem of(RuntimeException e) {
    String says = String.valueOf(e.getMessage());
    if (e instanceof Problem problem) {
      return problem;
    } else if (e instanceof DirectoryException d) {
      return of(
          d.kind() == DirectoryException.Kind.BAD_REQUEST ? Kind.INVALID : Kind.DIRECTORY_AWAY,
          says);
    } else if (e instanceof SelectionException s) {
      return new Problem(
          Kind.INVALID,
          "The selection cannot be what was meant",
          s.problems().stream().map(line -> new Fault("/select", line)).toList(),
          Optional.empty());
    } else if (e instanceof PlanException) {
      return of(Kind.INVALID, says);
    } else if (e instanceof RunFailure f) {
      return of(f.kind() == RunFailure.Kind.HELD ? Kind.CONFLICT : Kind.INVALID, says);
    }
    return e instanceof LedgerException
        ? of(Kind.UNAVAILABLE, says)
        : of(Kind.DEFECT, "The log of the agent says more");
  }

  Kind kind() {
    return kind;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
