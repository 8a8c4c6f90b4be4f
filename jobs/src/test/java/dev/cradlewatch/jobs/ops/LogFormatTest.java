package dev.cradlewatch.jobs.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.jobs.cluster.config.LogbackFile;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** People read text, machines one JSON object a line. */
class LogFormatTest {
    private static final Map<String, String> FOR_MACHINES = Map.of("CRADLEWATCH_LOG_FORMAT", "json");

    @TempDir
    private Path folder;

    @Test
    void aCommandWritesTextForPeople() throws Exception {
        assertThat(appender(command(), Map.of()).getEncoder()).isNotInstanceOf(JsonEncoder.class);
        assertThat(appender(cluster(), Map.of()).getEncoder()).isNotInstanceOf(JsonEncoder.class);
    }

    @Test
    void whenAskedEachLineIsAnObjectThatSaysWhoSaysWhatAndWhy() throws Exception {
        for (var file : new URL[] {command(), cluster()}) {
            var appender = appender(file, FOR_MACHINES);
            var logger = ((LoggerContext) appender.getContext()).getLogger("dev.cradlewatch.Some");
            var event = new LoggingEvent(
                    "", logger, Level.ERROR, "topic {} is gone", new IllegalStateException("why"), new Object[] {"x"});

            var line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
            var object = new ObjectMapper().readTree(line);

            assertThat(line.strip()).doesNotContain("\n");
            assertThat(object.path("level").asText()).isEqualTo("ERROR");
            assertThat(object.path("loggerName").asText()).isEqualTo("dev.cradlewatch.Some");
            assertThat(object.path("formattedMessage").asText()).isEqualTo("topic x is gone");
            assertThat(object.path("throwable").path("message").asText()).isEqualTo("why");
            assertThat(object.path("timestamp").asLong()).isPositive();
        }
    }

    private static URL command() {
        return LogFormatTest.class.getResource("/logback.xml");
    }

    private URL cluster() throws Exception {
        var file = folder.resolve("logback.xml");
        LogbackFile.write(file);
        return file.toUri().toURL();
    }

    private static OutputStreamAppender<ILoggingEvent> appender(URL file, Map<String, String> environment)
            throws Exception {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        environment.forEach(context::putProperty);
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(file);
        var appenders = context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
        return (OutputStreamAppender<ILoggingEvent>) appenders.next();
    }
}
