package dev.cradlewatch.jobs.bench.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What pages see, in lines: {@code open PAGE MICROS}, {@code alert PAGE MICROS ID}, {@code end PAGE MICROS}, {@code refused PAGE STATUS}.
 * Times are microseconds since the epoch. An alert comes again with each of its changes and each snapshot. Thread-safe.
 */
final class PageLog implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "{\"id\":\"";
    private static final long FLUSH_EVERY_MILLIS = 50;

    private final PrintWriter out;
    private final ScheduledExecutorService work;

    /** @param work does what may wait, so that no page waits for another one's snapshot to be read */
    PageLog(OutputStream stream, ScheduledExecutorService work) {
        out = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        this.work = work;
        work.scheduleAtFixedRate(out::flush, FLUSH_EVERY_MILLIS, FLUSH_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** An event whose data has just arrived. */
    void event(int page, Instant at, String name, String data) {
        if (name.equals("alert") && data.startsWith(ID)) {
            alert(page, at, data.substring(ID.length(), data.indexOf('"', ID.length())));
        } else if (name.equals("snapshot")) {
            out.println("open " + page + " " + micros(at));
            work.execute(() -> snapshot(page, at, data));
        }
    }

    void end(int page, Instant at) {
        out.println("end " + page + " " + micros(at));
    }

    void refused(int page, int status) {
        out.println("refused " + page + " " + status);
    }

    @Override
    public void close() {
        out.flush();
    }

    private void snapshot(int page, Instant at, String data) {
        try {
            JSON.readTree(data)
                    .get("alerts")
                    .forEach(alert -> alert(page, at, alert.get("id").asText()));
        } catch (IOException e) {
            throw new IllegalStateException("page %d got a snapshot that is no JSON".formatted(page), e);
        }
    }

    private void alert(int page, Instant at, String id) {
        out.println("alert " + page + " " + micros(at) + " " + id);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
