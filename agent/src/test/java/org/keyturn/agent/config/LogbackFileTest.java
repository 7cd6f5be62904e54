package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The logback.xml of the daemon")
final class LogbackFileTest {

  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void makes_one_line_of_an_event_whatever_stands_in_it() throws Exception {
    configure(false);

    String line =
        logged(Level.INFO, "hello \r\n2026-01-01 ERROR forged\u001b[2J\u2028x\u0085y", null);

    assertThat(line)
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  Agent: "
                + "hello  2026-01-01 ERROR forged \\[2J x y *\n");
  }

  @Test
  void makes_one_line_of_an_exception_too() throws Exception {
    configure(false);

    String line = logged(Level.ERROR, "failed", new IllegalStateException("a\r\nb"));

    assertThat(line).containsOnlyOnce("\n").endsWith("\n").doesNotContain("\r", "\t");
    assertThat(line)
        .contains("ERROR Agent: failed java.lang.IllegalStateException: a b at org.keyturn");
  }

  @Test
  void begins_with_the_level_that_the_journal_understands() throws Exception {
    configure(true);

    assertThat(logged(Level.ERROR, "x", null)).startsWith("<3>Agent: x");
    assertThat(logged(Level.WARN, "x", null)).startsWith("<4>Agent: x");
    assertThat(logged(Level.INFO, "x", null)).startsWith("<6>Agent: x");
    assertThat(logged(Level.DEBUG, "x", null)).startsWith("<7>Agent: x");
  }

  @Test
  void keeps_libraries_down_that_can_print_what_they_send() throws Exception {
    configure(false);

    for (String name : new String[] {"org.jdbi.sql", "jakarta.mail", "com.unboundid.ldap", "x"}) {
      assertThat(context.getLogger(name).isInfoEnabled()).as(name).isFalse();
    }
    assertThat(context.getLogger("org.keyturn.agent.run").isInfoEnabled()).isTrue();
    assertThat(context.getLogger("org.keyturn.agent.run").isDebugEnabled()).isFalse();
  }

  private void configure(boolean journal) throws JoranException {
    if (journal) {
      context.putProperty("JOURNAL_STREAM", "8:12345");
    }
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("..", "config", "logback.xml").toFile());
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .filteredOn(status -> status.getLevel() > Status.INFO)
        .isEmpty();
  }

  private String logged(Level level, String message, @Nullable Throwable thrown) {
    Logger logger = context.getLogger("org.keyturn.agent.Agent");
    LoggingEvent event = new LoggingEvent("", logger, level, message, thrown, null);
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>)
            Objects.requireNonNull(context.getLogger("ROOT").getAppender("STDERR"));
    assertThat(appender.getTarget()).isEqualTo("System.err");
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
