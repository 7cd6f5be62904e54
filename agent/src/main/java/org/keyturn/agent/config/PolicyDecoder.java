package org.keyturn.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.policy.DeclaredPolicy;
import org.keyturn.agent.policy.Members;

/** The entries of {@code password-policies}. */
final class PolicyDecoder {

  private PolicyDecoder() {}

  static List<DeclaredPolicy> decode(Value value, Set<String> directories) {
    List<DeclaredPolicy> policies = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    value
        .named("write default: {directory: NAME, max-age: 90d}")
        .forEach(
            (name, one) -> {
              DeclaredPolicy policy = policy(name, one, directories);
              policies.add(policy);
              String entry =
                  policy.directory() + " " + policy.dn().map(PolicyDecoder::fold).orElse("");
              String earlier = policy.dn().isEmpty() ? null : taken.putIfAbsent(entry, name);
              if (earlier != null) {
                one.fail("is the same entry as " + earlier, "keep one of them");
              }
            });
    return policies;
  }

  private static DeclaredPolicy policy(String name, Value value, Set<String> directories) {
    try (Section section = value.section("write {directory: NAME, max-age: 90d, warn: 14d}")) {
      Optional<Duration> maxAge = section.find("max-age").flatMap(Scalars::spanOrNever);
      Optional<Value> warnValue = section.find("warn");
      Optional<Duration> warn = warnValue.flatMap(Scalars::duration);
      if (maxAge.isPresent() && warn.isPresent() && !warn.get().isZero()) {
        judge(warnValue.orElseThrow(), maxAge.get(), warn.get());
      }
      Optional<Value> membersValue = section.find("members");
      Optional<Members> members = membersValue.flatMap(PolicyDecoder::members);
      Optional<Value> noExemptions = section.find("no-exemptions");
      boolean strict = noExemptions.flatMap(Scalars::flag).orElse(false);
      judge(name, maxAge, membersValue, noExemptions.filter(v -> strict));
      return new DeclaredPolicy(
          name,
          References.directory(section, directories),
          section.find("dn").flatMap(Scalars::dn),
          maxAge,
          warn,
          section.find("must-change").flatMap(Scalars::flag),
          members,
          strict);
    }
  }

  private static void judge(Value value, Duration maxAge, Duration warn) {
    if (maxAge.isZero()) {
      value.fail("warns of an end that max-age: never does not bring", "leave warn out");
    } else if (warn.compareTo(maxAge) >= 0) {
      value.fail("is not shorter than max-age", "write less, like 14d");
    }
  }

  private static void judge(
      String name, Optional<Duration> maxAge, Optional<Value> members, Optional<Value> strict) {
    if (name.equals("default")) {
      members.ifPresent(
          v ->
              v.fail(
                  "is not for default, which is for whoever is under no other",
                  "leave it out, and give the other policies members"));
      strict
          .filter(v -> maxAge.filter(age -> !age.isZero()).isEmpty())
          .ifPresent(v -> v.fail("needs an age that ends passwords", "add max-age: 90d beside it"));
    } else {
      strict.ifPresent(v -> v.fail("is for the policy default", "write it there"));
    }
  }

  private static Optional<Members> members(Value value) {
    String example = "\"cn=service accounts,ou=groups,dc=example,dc=com\"";
    try (Section section = value.section("write {group: " + example + "}")) {
      Optional<Value> filter = section.find("filter");
      if (filter.isEmpty()) {
        return section.need("group", example).flatMap(Scalars::dn).map(Members.OfGroup::new);
      }
      section.find("group").ifPresent(v -> v.fail("stands beside filter", "keep one of them"));
      return Scalars.filters(filter).stream().findFirst().map(Members.Matching::new);
    }
  }

  private static String fold(String dn) {
    return NormalDn.of(dn).text();
  }
}
