package org.keyturn.agent.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.console.Admitted;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.journal.GivenAnswers;
import org.keyturn.agent.journal.GivenAnswers.Given;
import tools.jackson.core.JsonGenerator;

/**
 * Between the server and the operations: finds out whose token asks and whether it reaches so far,
 * holds what was sent against what the operation takes, has it done (once, where a key says so) and
 * writes the answer. Whatever fails becomes a problem document here and nowhere else. Thread-safe.
 */
public final class Api {

  /** The address of everything. */
  public static final String BASE = "/api/v1";

  /** The largest body, in bytes. */
  public static final int LARGEST = 64 * 1024;

  /** The same where many people may be listed: some fifty thousand logins. */
  public static final int LARGEST_OF_MANY = 1024 * 1024;

  private static final String OPENAPI = "/openapi.json";
  private static final String JSON = "application/json";
  private static final Pattern BEARER =
      Pattern.compile("Bearer ([A-Za-z0-9_-]{1,128})", Pattern.CASE_INSENSITIVE);

  private final Catalogue catalogue;
  private final Admission admission;
  private final Once once;
  private final Rates rates;
  private final byte[] document;

  public Api(List<Operations> groups, Admission admission, GivenAnswers answers, Clock clock) {
    this.catalogue = new Catalogue(groups);
    this.admission = admission;
    this.once = new Once(answers);
    this.rates = new Rates(clock);
    this.document = Json.bytes(g -> OpenApi.write(g, catalogue));
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** Whether an address belongs to the API, whether or not there is something. */
  public static boolean owns(String path) {
    return path.equals("/api") || path.startsWith("/api/");
  }

  /**
   * What may be done with a path, for the header {@code Allow}; empty where there is no such path.
   *
   * @param path as it came, {@link #BASE} included
   */
  public String allowed(String path) {
    return path.equals(BASE + OPENAPI)
        ? "GET, HEAD"
        : path.startsWith(BASE) ? catalogue.allowed(path.substring(BASE.length())) : "";
  }

  /**
   * How many bytes a body at a path has at most.
   *
   * @param path as it came, {@link #BASE} included
   */
  public int largest(String path) {
    return path.startsWith(BASE) ? catalogue.largest(path.substring(BASE.length())) : LARGEST;
  }

  /** Whether a header {@code Authorization} lets somebody in; what its role is, is asked later. */
  public boolean knows(String authorization) {
    Matcher bearer = BEARER.matcher(authorization);
    try {
      return bearer.matches() && admission.admit(bearer.group(1)) instanceof Admitted.In;
    } catch (DirectoryException e) {
      return false;
    }
  }

  /** Never throws but an {@link Error}. The body is wiped. */
  public Answered answer(Asked asked, Consumer<RuntimeException> onDefect) {
    try {
      if (asked.path().equals(OPENAPI)) {
        return new Answered(200, Map.of(), JSON, out -> out.write(document));
      }
      return found(asked);
    } catch (RuntimeException e) {
      return failed(e, onDefect);
    } finally {
      Arrays.fill(asked.body(), (byte) 0);
    }
  }

  /** The same for what failed while it was written, as long as nothing of it is on its way. */
  public Answered failed(RuntimeException e, Consumer<RuntimeException> onDefect) {
    Problem problem = Problem.of(e);
    if (problem.kind() == Problem.Kind.DEFECT) {
      onDefect.accept(e);
    }
    return answered(problem);
  }

  /** What is answered to what never came so far. */
  public Answered refused(int status, String path) {
    Problem.Kind kind = Problem.Kind.of(status);
    String detail =
        switch (kind) {
          case NOT_FOUND -> "There is nothing at this path; see " + BASE + OPENAPI;
          case NO_SUCH_METHOD -> "There is: " + allowed(path);
          case NOT_SIGNED_IN ->
              "A body of more than "
                  + LARGEST
                  + " bytes, or of a length that is not said, takes a"
                  + " token that is known";
          case TOO_LARGE -> largest(path) + " bytes are the most";
          case UNSUPPORTED -> "Content-Type: application/json, without a Content-Encoding";
          case NOT_ALLOWED -> "This came from a page of somebody else's";
          case BAD_REQUEST -> "Its line, headers or body are not as they should be";
          default -> "See the status";
        };
    return answered(Problem.of(kind, detail));
  }

  private Answered found(Asked asked) {
    Catalogue.Found found =
        catalogue
            .find(asked.method(), asked.path())
            .orElseThrow(() -> Problem.notFound("There is nothing at this path"));
    Admitted.In in = admitted(asked.authorization());
    try {
      return answer(found.operation(), found.path(), asked, in.sight());
    } catch (Problem e) {
      throw in.lessened()
          .filter(why -> e.kind() == Problem.Kind.NOT_ALLOWED)
          .map(e::with)
          .orElse(e);
    }
  }

  private Admitted.In admitted(String authorization) {
    Matcher bearer = BEARER.matcher(authorization);
    Admitted admitted =
        bearer.matches() ? admission.admit(bearer.group(1)) : new Admitted.Unknown();
    Optional<Duration> wait = rates.take(admitted.via());
    if (wait.isPresent()) {
      throw Problem.later(
          Problem.Kind.TOO_MANY,
          "After " + Rates.BURST + " at once there are " + Rates.A_SECOND + " a second",
          wait.get());
    }
    if (admitted instanceof Admitted.In in) {
      return in;
    } else if (admitted instanceof Admitted.MakerWithoutRole without) {
      throw Problem.of(
          Problem.Kind.MAKER_WITHOUT_ROLE,
          without.maker() + ", who made it, has none: let somebody who has one make another");
    }
    throw Problem.of(
        Problem.Kind.NOT_SIGNED_IN,
        authorization.isEmpty()
            ? "Send Authorization: Bearer and a token of keyturn token create"
            : "It is not known, was revoked, or has expired");
  }

  private <E extends Sight, T> Answered answer(
      Operation<E, T> operation, Map<String, String> path, Asked asked, Sight sight) {
    if (!operation.evidence().isInstance(sight)) {
      throw Problem.of(
          Problem.Kind.NOT_ALLOWED,
          "The role " + sight.operator().role().id() + " is not enough to " + operation.id());
    }
    E evidence = operation.evidence().cast(sight);
    Map<String, Object> query = Query.of(operation.query(), asked.query());
    Map<String, Object> body = body(operation, asked.body());
    try {
      return answer(operation, new Call(path, query, body), asked, evidence);
    } finally {
      Json.wipe(body);
    }
  }

  private <E extends Sight, T> Answered answer(
      Operation<E, T> operation, Call call, Asked asked, E evidence) {
    if (Once.key(asked).isPresent()) {
      if (operation.inSecret()) {
        throw Problem.of(
            Problem.Kind.BAD_REQUEST, "This answer is given once and not kept: no Idempotency-Key");
      } else if (Json.holdsSecret(call.body())) {
        throw Problem.of(
            Problem.Kind.BAD_REQUEST,
            "What holds a password is not kept, not even its digest: no Idempotency-Key");
      }
      return kept(
          once.answer(
              evidence.operator().via(),
              asked,
              () -> given(operation, operation.work().answer(call, evidence))));
    }
    T value = operation.work().answer(call, evidence);
    return new Answered(
        operation.reply().status(),
        location(operation, value).map(place -> Map.of("Location", place)).orElse(Map.of()),
        JSON,
        out -> write(operation.reply().document(), value, out));
  }

  private static <T> void write(Document<T> document, T value, OutputStream out) {
    try {
      Json.write(out, g -> document.write(g, value));
    } finally {
      if (value instanceof Secrets secrets) {
        secrets.close();
      }
    }
  }

  private static Map<String, Object> body(Operation<?, ?> operation, byte[] body) {
    if (operation.body().isEmpty()) {
      if (body.length > 0) {
        throw Problem.of(
            Problem.Kind.BAD_REQUEST, "A body was sent, and " + operation.id() + " takes none");
      }
      return Map.of();
    }
    Map<String, Object> object = body.length == 0 ? Map.of() : Json.object(body);
    try {
      Judge.body(operation.body().get(), object);
      return object;
    } catch (Problem e) {
      Json.wipe(object);
      throw e;
    }
  }

  private static <T> Given given(Operation<?, T> operation, T value) {
    byte[] body = Json.bytes(g -> operation.reply().document().write(g, value));
    return new Given(
        operation.reply().status(), location(operation, value), new String(body, UTF_8));
  }

  private static <T> Optional<String> location(Operation<?, T> operation, T value) {
    return operation.reply().location().map(of -> BASE + of.apply(value));
  }

  private static Answered kept(Once.Outcome outcome) {
    Map<String, String> headers = new LinkedHashMap<>();
    outcome.given().location().ifPresent(place -> headers.put("Location", place));
    if (outcome.again()) {
      headers.put("Idempotent-Replayed", "true");
    }
    byte[] body = outcome.given().body().getBytes(UTF_8);
    return new Answered(outcome.given().status(), headers, JSON, out -> out.write(body));
  }

  private static Answered answered(Problem problem) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (problem.kind() == Problem.Kind.NOT_SIGNED_IN) {
      headers.put("WWW-Authenticate", "Bearer realm=\"keyturn\"");
    }
    problem
        .retryAfter()
        .ifPresent(
            wait -> headers.put("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
    Consumer<JsonGenerator> body = g -> Problem.KEYS.write(g, problem);
    return new Answered(
        problem.kind().status(), headers, Problem.TYPE, out -> Json.write(out, body));
  }
}
