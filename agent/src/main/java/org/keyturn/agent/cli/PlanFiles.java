package org.keyturn.agent.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.Plans;

/**
 * Plans in files: one, or one for each directory, {@code plan.json} and {@code plan.cloud.json}.
 */
final class PlanFiles implements AutoCloseable {

  private final Map<Path, Plan> plans = new LinkedHashMap<>();

  private PlanFiles() {}

  /** All of them, verified; the caller closes them. */
  static PlanFiles read(List<Path> files) {
    PlanFiles read = new PlanFiles();
    try {
      for (Path file : files) {
        Optional.ofNullable(read.plans.put(file, Plan.read(file))).ifPresent(Plan::close);
      }
      return read;
    } catch (RuntimeException e) {
      read.close();
      throw e;
    }
  }

  Map<Path, Plan> plans() {
    return plans;
  }

  Plans together(Desk desk) {
    List<Plans.Part> parts = new ArrayList<>();
    for (Plan plan : plans.values()) {
      parts.add(new Plans.Part(desk.agent().directory(plan.header().directory()), plan));
    }
    return Plans.of(parts);
  }

  static void write(Path file, Plans plans) {
    for (Plans.Part part : plans.parts()) {
      OwnFile.write("--file", place(file, plans, part), part.plan()::copyTo);
    }
  }

  /** For a command line, in the order in which they are carried out. */
  static String names(Path file, Plans plans) {
    return plans.parts().stream()
        .map(part -> Shell.quoted(place(file, plans, part).toString()))
        .collect(Collectors.joining(" "));
  }

  /** The first has the name that was given. */
  private static Path place(Path file, Plans plans, Plans.Part part) {
    if (part == plans.first()) {
      return file;
    }
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String ending = dot > 0 ? name.substring(dot) : "";
    return file.resolveSibling(stem + "." + part.header().directory() + ending);
  }

  @Override
  public void close() {
    plans.values().forEach(Plan::close);
  }
}
