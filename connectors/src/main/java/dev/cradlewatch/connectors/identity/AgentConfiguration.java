package dev.cradlewatch.connectors.identity;

import java.util.Locale;
import java.util.Map;

/**
 * The configuration file that a monitor's agent starts with; what it leaves out, the agent has good defaults for.
 *
 * @param device           device id
 * @param keyFile          the private key's file, as the agent finds it
 * @param brokers          host:port of some brokers, as the monitor reaches them
 * @param clientProperties Kafka's client properties, of which security.protocol and sasl.mechanism count
 */
public record AgentConfiguration(String device, String keyFile, String brokers, Map<String, String> clientProperties) {
    private static final String PLAINTEXT = "plaintext";
    private static final String SASL_SSL = "sasl_ssl";

    /** The file's text, TOML. Names of certificates and of the Kafka account are a proposal. */
    public String toml() {
        var security = security();
        var toml = new Toml()
                .section("device")
                .entry("id", device)
                .entry("key", keyFile)
                .section("audio")
                .entry("source", "alsa")
                .entry("path", "default")
                .section("model")
                .entry("path", "cry-tiny.bin")
                .section("spool")
                .entry("dir", "spool")
                .section("kafka")
                .entry("brokers", brokers)
                .entry("security", security);
        if (!security.equals(PLAINTEXT)) {
            toml.entry("ca", "ca.pem");
        }
        if (security.equals(SASL_SSL)) {
            toml.entry("sasl_mechanism", clientProperties.getOrDefault("sasl.mechanism", "SCRAM-SHA-512"))
                    .entry("username", device)
                    .entry("password_file", "kafka.password");
        }
        return toml.text();
    }

    /** The agent's name of what Kafka's clients call security.protocol. A monitor sends no password in the clear. */
    private String security() {
        var security =
                clientProperties.getOrDefault("security.protocol", PLAINTEXT).toLowerCase(Locale.ROOT);
        return security.equals("sasl_plaintext") ? SASL_SSL : security;
    }
}
