package org.keyturn.agent.web.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.Policies;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.recovery.PortalDirectories;
import org.keyturn.agent.report.PolicyDocument;
import org.keyturn.agent.run.PolicyWrites;

/** The password policies: what they say, what another age would do, and that it is set. */
public final class PolicyOperations extends Operations {

  private static final String POLICIES = "/directories/{directory}/policies";
  private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

  private static final Document<List<PasswordPolicy>> ALL =
      Document.<List<PasswordPolicy>>of("Policies")
          .list("policies", "All that can be read.", PolicyDocument.KEYS, all -> all);

  private static final Document<Policies.Effect> EFFECT =
      Document.<Policies.Effect>of("PolicyEffect")
          .number("people", "How many are under it.", Policies.Effect::people)
          .number("expired", "How many passwords have ended as it is.", Policies.Effect::expired)
          .number("wouldBe", "How many would have ended at once.", Policies.Effect::wouldBe);

  private record Set(boolean changed, PasswordPolicy policy) {}

  private static final Document<Set> SET =
      Document.<Set>of("PolicySet")
          .flag("changed", "Whether it was not so already.", Set::changed)
          .object("policy", "As it is now.", PolicyDocument.KEYS, Set::policy);

  private static final Shape.ObjectOf WANTED =
      Input.of("PolicyRequest")
          .required(
              "policy",
              Shape.text(UserOperations.LONGEST),
              "Its name, default for the directory's default one, or its DN.")
          .optional(
              "maxAgeSeconds",
              new Shape.Number(0, LONGEST_SECONDS),
              "After which a password ends; 0: never. As it is, unless said.")
          .optional(
              "warnSeconds",
              new Shape.Number(0, LONGEST_SECONDS),
              "How long before people are told; 0: not. As it is, unless said.")
          .optional(
              "mustChange",
              new Shape.Flag(),
              "Whether a forced change is honoured. As it is, unless said.")
          .shape();

  private final PortalDirectories directories;
  private final Policies policies;

  public PolicyOperations(PortalDirectories directories, Policies policies) {
    this.directories = directories;
    this.policies = policies;
  }

  @Override
  String tag() {
    return "policies";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get(POLICIES, Sight.class, "listPolicies", "The password policies")
            .answers(
                ALL,
                (call, sight) -> policies.all(sight, DirectoryOperations.named(directories, call))),
        Operation.post(
                POLICIES + "/try",
                Command.class,
                "tryPolicy",
                "What another age would do to people; reads everybody, changes nothing")
            .takes(WANTED)
            .answers(
                EFFECT,
                (call, admin) ->
                    policies.effect(
                        admin,
                        DirectoryOperations.named(directories, call),
                        whole(wanted(call, admin), present(call, admin)))),
        Operation.post(
                POLICIES + "/set",
                Command.class,
                "setPolicy",
                "Change one; it counts for everybody under it, at once")
            .takes(WANTED)
            .answers(SET, this::set));
  }

  private PasswordPolicy present(Call call, Command admin) {
    String directory = DirectoryOperations.named(directories, call);
    String name = call.sent("policy").orElseThrow();
    return policies
        .named(admin, directory, name)
        .orElseThrow(
            () ->
                Problem.wrong(
                    "/policy",
                    "is not known; there are: "
                        + String.join(
                            ", ",
                            policies.all(admin, directory).stream()
                                .map(PasswordPolicy::name)
                                .toList())));
  }

  private PolicySettings wanted(Call call, Command admin) {
    PasswordPolicy present = present(call, admin);
    PolicySettings wanted =
        new PolicySettings(
            present.dn(),
            call.sentNumber("maxAgeSeconds").map(Duration::ofSeconds),
            call.sentNumber("warnSeconds").map(Duration::ofSeconds),
            call.body().containsKey("mustChange")
                ? Optional.of(call.sentFlag("mustChange", false))
                : Optional.empty());
    if (wanted.maxAge().isEmpty() && wanted.warn().isEmpty() && wanted.mustChange().isEmpty()) {
      throw Problem.wrong("/maxAgeSeconds", "or warnSeconds or mustChange: say what to set");
    }
    PolicySettings whole = whole(wanted, present);
    if (!Policies.isSensible(whole.maxAge().orElseThrow(), whole.warn().orElseThrow())) {
      throw Problem.wrong("/warnSeconds", "is not shorter than the maximum age");
    }
    return wanted;
  }

  /** With the ages that are left as they are. */
  private static PolicySettings whole(PolicySettings wanted, PasswordPolicy present) {
    return new PolicySettings(
        wanted.dn(),
        wanted.maxAge().or(() -> Optional.of(present.maxAge().orElse(Duration.ZERO))),
        wanted.warn().or(() -> Optional.of(present.warn())),
        wanted.mustChange());
  }

  private Set set(Call call, Command admin) {
    WriteResult result =
        policies.set(admin, DirectoryOperations.named(directories, call), wanted(call, admin));
    boolean changed = result instanceof WriteResult.Applied;
    if (!changed && !(result instanceof WriteResult.AlreadySo)) {
      throw Problem.of(
          result instanceof WriteResult.Rejected
              ? Problem.Kind.CONFLICT
              : Problem.Kind.DIRECTORY_AWAY,
          PolicyWrites.whyNot(result));
    }
    return new Set(changed, present(call, admin));
  }
}
