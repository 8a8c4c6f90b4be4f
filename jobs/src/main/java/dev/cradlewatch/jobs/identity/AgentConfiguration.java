package dev.cradlewatch.jobs.identity;

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
        var toml = new StringBuilder();
        section(toml, "device");
        entry(toml, "id", device);
        entry(toml, "key", keyFile);
        section(toml, "audio");
        entry(toml, "source", "alsa");
        entry(toml, "path", "default");
        section(toml, "model");
        entry(toml, "path", "cry-tiny.bin");
        section(toml, "spool");
        entry(toml, "dir", "spool");
        section(toml, "kafka");
        entry(toml, "brokers", brokers);
        var security = security();
        entry(toml, "security", security);
        if (!security.equals(PLAINTEXT)) {
            entry(toml, "ca", "ca.pem");
        }
        if (security.equals(SASL_SSL)) {
            entry(toml, "sasl_mechanism", clientProperties.getOrDefault("sasl.mechanism", "SCRAM-SHA-512"));
            entry(toml, "username", device);
            entry(toml, "password_file", "kafka.password");
        }
        return toml.substring(1);
    }

    /** The agent's name of what Kafka's clients call security.protocol. A monitor sends no password in the clear. */
    private String security() {
        var security =
                clientProperties.getOrDefault("security.protocol", PLAINTEXT).toLowerCase(Locale.ROOT);
        return security.equals("sasl_plaintext") ? SASL_SSL : security;
    }

    private static void section(StringBuilder toml, String name) {
        toml.append("\n[").append(name).append("]\n");
    }

    private static void entry(StringBuilder toml, String name, String value) {
        toml.append(name)
                .append(" = \"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"\n");
    }
}
