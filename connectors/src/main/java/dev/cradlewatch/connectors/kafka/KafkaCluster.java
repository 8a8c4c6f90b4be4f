package dev.cradlewatch.connectors.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How to reach a Kafka cluster.
 *
 * @param bootstrapServers host:port of some of its brokers, separated by commas
 * @param clientProperties what every client of it needs besides (TLS, SASL); wins over the defaults of this package
 */
public record KafkaCluster(String bootstrapServers, Map<String, String> clientProperties) implements Serializable {

    public KafkaCluster {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("Kafka bootstrap servers are empty: expected host:port[,host:port]");
        }
        clientProperties = Map.copyOf(clientProperties);
    }

    /** A cluster without encryption or sign-on, such as the embedded one. */
    public static KafkaCluster plain(String bootstrapServers) {
        return new KafkaCluster(bootstrapServers, Map.of());
    }

    /** Properties for any client, on top of which the caller puts its own. */
    public Properties properties() {
        var properties = new Properties();
        properties.putAll(clientProperties);
        properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /** Without the client properties: they hold secrets. */
    @Override
    public String toString() {
        return "Kafka at " + bootstrapServers;
    }
}
