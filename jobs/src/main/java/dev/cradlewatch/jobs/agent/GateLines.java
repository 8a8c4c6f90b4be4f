package dev.cradlewatch.jobs.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.jobs.feed.GateTrace;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.WindowReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Reads what {@code t31-agent gate} prints about one recording. */
final class GateLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GateLines() {}

    /** @throws IOException if a line is not as docs/agent.md says, or a second is missing */
    static GateTrace read(List<String> lines) throws IOException {
        var seconds = new ArrayList<GateTrace.Second>();
        var edges = new HashMap<Long, GateTrace.Edge>();
        for (var line : lines) {
            try {
                var object = JSON.readTree(line);
                var second = object.required("second").longValue();
                var score = object.required("score").floatValue();
                if (object.has("edge")) {
                    var kind =
                            DeviceEventKind.valueOf("CRY_" + object.get("edge").textValue());
                    edges.put(second, new GateTrace.Edge(kind, score));
                } else if (second == seconds.size()) {
                    seconds.add(new GateTrace.Second(score, reason(object)));
                } else {
                    throw new IOException("the gate tells of second %d after %d: expected every second in order"
                            .formatted(second, seconds.size() - 1));
                }
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new IOException(
                        "the gate prints what cannot be read: %s (%s)".formatted(line, e.getMessage()), e);
            }
        }
        return new GateTrace(seconds, edges);
    }

    private static Optional<WindowReason> reason(JsonNode window) {
        return window.required("streamed").booleanValue()
                ? Optional.of(WindowReason.valueOf(window.required("reason").textValue()))
                : Optional.empty();
    }
}
