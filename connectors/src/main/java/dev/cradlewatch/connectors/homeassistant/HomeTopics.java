package dev.cradlewatch.connectors.homeassistant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The MQTT topics of a household: {@code cradlewatch/HOUSEHOLD/...}. Ids are written with letters, digits, {@code _} and {@code -},
 * which is all that Home Assistant takes in a discovery topic; one that has others gets a piece of its digest, so that two stay two.
 *
 * @param household its id
 */
record HomeTopics(String household) {
    private static final int DIGEST_BYTES = 4;

    /** Whether this system is there. */
    String availability() {
        return root() + "/availability";
    }

    String availability(String device) {
        return root() + "/" + safe(device) + "/availability";
    }

    String cry(String device) {
        return root() + "/" + safe(device) + "/cry";
    }

    String picture(String device) {
        return root() + "/" + safe(device) + "/picture";
    }

    /** Identity of a monitor among all devices of a Home Assistant. */
    String node(String device) {
        return "cradlewatch_%s_%s".formatted(safe(household), safe(device));
    }

    /** Identity of this system towards the broker; the same after a restart, which then takes the place of its former self. */
    String client() {
        return "cradlewatch-" + safe(household);
    }

    private String root() {
        return "cradlewatch/" + safe(household);
    }

    private static String safe(String id) {
        var written = id.replaceAll("[^A-Za-z0-9_-]", "_");
        return written.equals(id) ? id : written + "_" + digest(id);
    }

    private static String digest(String id) {
        try {
            var sum = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }
}
