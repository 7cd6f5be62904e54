package org.keyturn.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benches are run by hand; that they fit the code they measure is seen here. */
final class BenchTest {

  @Test
  void everyBenchCompiles(@TempDir Path out) throws Exception {
    List<Path> benches;
    try (Stream<Path> all = Files.list(Path.of("..", "scripts", "bench"))) {
      benches = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertThat(benches).hasSizeGreaterThanOrEqualTo(3);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", out.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(benches))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }
}
