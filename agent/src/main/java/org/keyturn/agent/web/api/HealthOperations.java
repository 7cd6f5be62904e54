package org.keyturn.agent.web.api;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.keyturn.agent.console.Checkup;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.console.Sign;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;

/** How the agent is. */
public final class HealthOperations extends Operations {

  private static final Document<Sign> SIGN =
      Document.<Sign>of("Sign")
          .text(
              "kind",
              "What was looked at.",
              Shape.word(Stream.of(Sign.Kind.values()).map(HealthOperations::lower).toList()),
              sign -> lower(sign.kind()))
          .text(
              "level",
              "How bad it is.",
              Shape.word(Stream.of(Finding.Level.values()).map(HealthOperations::lower).toList()),
              sign -> lower(sign.level()))
          .text("subject", "Which one, where there are several.", Sign::subject)
          .words(
              "values",
              "What was seen, in the order of the kind.",
              List.of(),
              sign -> sign.values().stream().map(String::valueOf).toList());

  private static final Document<List<Sign>> SIGNS =
      Document.<List<Sign>>of("Health")
          .flag(
              "fine", "Whether nothing needs anybody.", all -> all.stream().allMatch(Sign::isFine))
          .list("signs", "Everything that was looked at.", SIGN, all -> all);

  private final Checkup checkup;

  public HealthOperations(Checkup checkup) {
    this.checkup = checkup;
  }

  @Override
  String tag() {
    return "health";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get("/health", Sight.class, "getHealth", "How the agent is; asks each directory")
            .answers(SIGNS, (call, sight) -> checkup.all(sight)));
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
