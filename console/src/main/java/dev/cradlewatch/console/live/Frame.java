package dev.cradlewatch.console.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One event of a stream as it goes over the wire (HTML standard, server-sent events); made once for all pages that get it.
 *
 * @param bytes not to be changed
 */
public record Frame(byte[] bytes) {

    /** @param json in one line */
    static Frame of(String event, byte[] json) {
        var frame = new ByteArrayOutputStream(event.length() + json.length + 16);
        frame.writeBytes(("event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        frame.writeBytes(json);
        frame.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return new Frame(frame.toByteArray());
    }
}
