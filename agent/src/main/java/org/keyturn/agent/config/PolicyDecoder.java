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
      return new DeclaredPolicy(
          name,
          References.directory(section, directories),
          section.find("dn").flatMap(Scalars::dn),
          maxAge,
          warn,
          section.find("must-change").flatMap(Scalars::flag),
          section.find("members").flatMap(PolicyDecoder::members));
    }
  }

  private static void judge(Value value, Duration maxAge, Duration warn) {
    if (maxAge.isZero()) {
      value.fail("warns of an end that max-age: never does not bring", "leave warn out");
    } else if (warn.compareTo(maxAge) >= 0) {
      value.fail("is not shorter than max-age", "write less, like 14d");
    }
  }

  private static Optional<String> members(Value value) {
    value.note("this version puts nobody under a policy; set pwdPolicySubentry on the accounts");
    return group(value);
  }

  private static Optional<String> group(Value value) {
    String example = "\"cn=service accounts,ou=groups,dc=example,dc=com\"";
    try (Section section = value.section("write {group: " + example + "}")) {
      return section.need("group", example).flatMap(Scalars::dn);
    }
  }

  private static String fold(String dn) {
    return NormalDn.of(dn).text();
  }
}
