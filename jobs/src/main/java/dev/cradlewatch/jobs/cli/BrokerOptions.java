package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command reaches the Kafka of a running system. */
final class BrokerOptions {
    private static final String DEFAULT_BROKERS = "localhost:9092";

    @Option(
            names = "--brokers",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers of the running system, several separated by commas (default: "
                    + DEFAULT_BROKERS + ").")
    private Optional<String> brokers = Optional.empty();

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka client, such as security.protocol, sasl.* and ssl.*.")
    private Optional<Path> clientConfig = Optional.empty();

    @Mixin
    private SystemOptions system = new SystemOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    SystemOptions system() {
        return system;
    }

    /** @throws IOException if the properties cannot be read */
    KafkaCluster cluster() throws IOException {
        system.exclude("--brokers", brokers.isPresent());
        system.exclude("--client-config", clientConfig.isPresent());
        var named = system.config();
        return named.isPresent() ? named.get().kafka() : given();
    }

    private KafkaCluster given() throws IOException {
        var properties = clientConfig.isPresent() ? read(clientConfig.get()) : Map.<String, String>of();
        var bootstrap = brokers.orElseGet(
                () -> properties.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_BROKERS));
        if (bootstrap.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--brokers: expected host:port[,host:port]");
        }
        return new KafkaCluster(bootstrap, properties);
    }

    private static Map<String, String> read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "client configuration %s cannot be read: %s (expected a file of Java properties)"
                            .formatted(file, e),
                    e);
        }
        var map = new HashMap<String, String>();
        properties.forEach((name, value) -> map.put(name.toString(), value.toString()));
        return map;
    }
}
