package dev.cradlewatch.jobs.cluster.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the processes say, on their standard output, which is their log: text, or a JSON object a line with the environment's CRADLEWATCH_LOG_FORMAT=json. */
public final class LogbackFile {
    private static final String TEXT = """
            <configuration>
              <statusListener class="ch.qos.logback.core.status.NopStatusListener"/>
              <appender name="text" class="ch.qos.logback.core.ConsoleAppender">
                <encoder>
                  <pattern>%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{20}: %msg%n</pattern>
                </encoder>
              </appender>
              <appender name="json" class="ch.qos.logback.core.ConsoleAppender">
                <encoder class="ch.qos.logback.classic.encoder.JsonEncoder">
                  <withSequenceNumber>false</withSequenceNumber>
                  <withNanoseconds>false</withNanoseconds>
                  <withContext>false</withContext>
                  <withMessage>false</withMessage>
                  <withArguments>false</withArguments>
                  <withFormattedMessage>true</withFormattedMessage>
                </encoder>
              </appender>
              <logger name="org.apache.kafka" level="WARN"/>
              <logger name="kafka" level="WARN"/>
              <logger name="state.change.logger" level="ERROR"/>
              <logger name="org.apache.flink" level="WARN"/>
              <logger name="org.apache.flink.runtime.executiongraph" level="INFO"/>
              <logger name="org.apache.flink.runtime.resourcemanager" level="INFO"/>
              <logger name="org.apache.flink.runtime.entrypoint" level="INFO"/>
              <logger name="org.apache.flink.runtime.taskexecutor" level="INFO"/>
              <logger name="org.apache.flink.runtime.dispatcher" level="INFO"/>
              <logger name="org.apache.flink.runtime.checkpoint.CheckpointCoordinator" level="WARN"/>
              <logger name="org.apache.hadoop" level="ERROR"/>
              <logger name="org.apache.iceberg.flink.sink.IcebergStreamWriterMetrics" level="ERROR"/>
              <logger name="dev.cradlewatch" level="INFO"/>
              <root level="WARN">
                <appender-ref ref="${CRADLEWATCH_LOG_FORMAT:-text}"/>
              </root>
            </configuration>
            """;

    private LogbackFile() {}

    public static void write(Path file) throws IOException {
        Files.writeString(file, TEXT);
    }
}
