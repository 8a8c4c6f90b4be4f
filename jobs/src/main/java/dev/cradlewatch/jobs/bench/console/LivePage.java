package dev.cradlewatch.jobs.bench.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Instant;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A page that looks at its stream and asks anew when it ends, as a browser's EventSource does: at once, then after a pause. */
final class LivePage {
    private static final int OK = 200;
    private static final long SHORTEST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 3_000;

    private final int number;
    private final HttpRequest request;
    private final HttpClient client;
    private final ScheduledExecutorService work;
    private final PageLog log;

    private LivePage(int number, HttpRequest request, HttpClient client, ScheduledExecutorService work, PageLog log) {
        this.number = number;
        this.request = request;
        this.client = client;
        this.work = work;
        this.log = log;
    }

    /** @throws IOException if the console does not let it in */
    static LivePage signIn(
            int number, URI address, String token, HttpClient client, ScheduledExecutorService work, PageLog log)
            throws IOException, InterruptedException {
        var body = "{\"token\": \"%s\"}".formatted(token);
        var answer = client.send(
                HttpRequest.newBuilder(address.resolve("/api/sign-in"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException("page %d is not signed in: %s".formatted(number, answer.body()));
        }
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        var request = HttpRequest.newBuilder(address.resolve("/api/live"))
                .header("Accept", "text/event-stream")
                .header("Cookie", cookie)
                .build();
        return new LivePage(number, request, client, work, log);
    }

    void open() {
        client.sendAsync(request, this::read).whenComplete((answer, failure) -> {
            var wasOpen = failure == null && answer.statusCode() == OK;
            if (wasOpen) {
                log.end(number, Instant.now());
            } else if (failure == null) {
                log.refused(number, answer.statusCode());
            }
            work.schedule(this::open, wasOpen ? 0 : pauseMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private HttpResponse.BodySubscriber<Void> read(HttpResponse.ResponseInfo answer) {
        return answer.statusCode() == OK
                ? BodySubscribers.fromLineSubscriber(new Events())
                : BodySubscribers.discarding();
    }

    private static long pauseMillis() {
        return ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    }

    /** Server-sent events (HTML standard), as far as the console sends them: a name, one line of data. */
    private final class Events implements Flow.Subscriber<String> {
        private static final String NAME = "event: ";
        private static final String DATA = "data: ";

        private String name = "";

        @Override
        public void onSubscribe(Flow.Subscription lines) {
            lines.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith(NAME)) {
                name = line.substring(NAME.length());
            } else if (line.startsWith(DATA)) {
                log.event(number, Instant.now(), name, line.substring(DATA.length()));
            }
        }

        /** The end; the page asks anew when the answer completes. */
        @Override
        public void onError(Throwable gone) {}

        @Override
        public void onComplete() {}
    }
}
