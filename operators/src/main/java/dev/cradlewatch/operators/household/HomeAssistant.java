package dev.cradlewatch.operators.household;

/**
 * The MQTT broker of a household's Home Assistant.
 *
 * @param host     its name or address, empty for none
 * @param port     its port
 * @param tls      whether it is spoken to by TLS
 * @param user     empty for none
 * @param password empty for none
 * @param prefix   Home Assistant's discovery prefix, {@code homeassistant} unless changed there
 */
public record HomeAssistant(String host, int port, boolean tls, String user, String password, String prefix) {
    /** Home Assistant's own default. */
    public static final String PREFIX = "homeassistant";

    public static HomeAssistant none() {
        return new HomeAssistant("", 0, false, "", "", "");
    }

    public boolean isSet() {
        return !host.isEmpty();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "HomeAssistant[host=%s, port=%d, tls=%s, user=%s, prefix=%s]".formatted(host, port, tls, user, prefix);
    }
}
