package dev.cradlewatch.jobs.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.jobs.feed.Fed;
import java.io.IOException;
import java.util.List;

/**
 * What an agent says when it ends.
 *
 * @param captured     windows heard
 * @param streamed     of these, windows that were to leave the monitor
 * @param events       events that were to leave it
 * @param pictures     pictures that were to leave it
 * @param acknowledged records that the broker took
 * @param dropped      windows given up
 * @param waiting      records that stay on the monitor
 */
record AgentReport(
        @JsonProperty(required = true) long captured,
        @JsonProperty(required = true) long streamed,
        @JsonProperty(required = true) long events,
        @JsonProperty(required = true) long pictures,
        @JsonProperty(required = true) long acknowledged,
        @JsonProperty(required = true) long dropped,
        @JsonProperty(required = true) long waiting) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, true)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /** @throws IOException if the last line of an agent's output is no report */
    static AgentReport read(String who, List<String> output) throws IOException {
        if (output.isEmpty()) {
            throw new AgentException(who, "ended without its summary", List.of());
        }
        var last = output.get(output.size() - 1);
        try {
            return JSON.readValue(last, AgentReport.class);
        } catch (JsonProcessingException e) {
            throw new AgentException(who, "gave a summary that cannot be read", List.of(last));
        }
    }

    /** Events are never given up, so what the broker took besides them are windows. */
    Fed fed() {
        var sentEvents = Math.min(events, acknowledged);
        return new Fed(captured, acknowledged - sentEvents, sentEvents, 0, dropped + waiting);
    }
}
