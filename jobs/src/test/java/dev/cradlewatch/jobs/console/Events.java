package dev.cradlewatch.jobs.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a live page is told. */
final class Events implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long WAIT_SECONDS = 20;

    /** Stands for the end of the stream. */
    private static final Event END = new Event("end of the stream", JSON.nullNode());

    record Event(String name, JsonNode data) {}

    private final InputStream stream;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private Events(InputStream stream) {
        this.stream = stream;
    }

    static Events of(HttpResponse<InputStream> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("no stream: " + response.statusCode());
        }
        var events = new Events(response.body());
        var thread = new Thread(events::read, "events");
        thread.setDaemon(true);
        thread.start();
        return events;
    }

    /** The next event of this name; others before it are passed over. */
    JsonNode await(String name) throws InterruptedException {
        return await(name, data -> true);
    }

    JsonNode await(String name, Predicate<JsonNode> matching) throws InterruptedException {
        while (true) {
            var event = events.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (event == null || event == END) {
                throw new AssertionError("no event %s came".formatted(name));
            }
            if (event.name().equals(name) && matching.test(event.data())) {
                return event.data();
            }
        }
    }

    /** Returns when the server has ended the stream. */
    void awaitEnd() throws InterruptedException {
        while (true) {
            var event = events.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("the stream goes on");
            }
            if (event == END) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var name = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, JSON.readTree(line.substring("data: ".length()))));
                }
            }
        } catch (IOException closed) {
            // The end, too.
        }
        events.add(END);
    }
}
