package dev.cradlewatch.operators.alert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Names alerts by what they are about, so that a replay after a failure names them the same (UUID version 3, RFC 9562). */
final class AlertIds {

    private AlertIds() {}

    static String cry(String household, Instant openedAt) {
        return id("cry", household, "", openedAt);
    }

    static String outage(String household, String device, Instant lastHeard) {
        return id("outage", household, device, lastHeard);
    }

    static String backlog(String household, String device, Instant firstCry) {
        return id("backlog", household, device, firstCry);
    }

    private static String id(String kind, String household, String device, Instant time) {
        var name = String.join("\n", "cradlewatch", kind, household, device, Long.toString(time.toEpochMilli()));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
