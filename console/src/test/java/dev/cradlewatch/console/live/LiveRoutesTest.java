package dev.cradlewatch.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.cradlewatch.console.access.AccessBook;
import dev.cradlewatch.console.access.Tokens;
import dev.cradlewatch.console.clock.WallClock;
import dev.cradlewatch.console.http.ConsoleServer;
import dev.cradlewatch.console.http.Guard;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.console.http.LimitPolicy;
import dev.cradlewatch.console.http.Limits;
import dev.cradlewatch.console.http.SessionCookie;
import dev.cradlewatch.console.metrics.ConsoleMetrics;
import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.access.Session;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams of a real server. */
class LiveRoutesTest {
    private static final String TOKEN = "token";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final AccessBook book = new AccessBook();
    private final Json json = new Json();
    private final LiveState state = new LiveState(new WallClock(), book, json);
    private final HouseholdLive household = state.household("willow");
    private final LiveRoutes live = new LiveRoutes(state, json, new ConsoleMetrics());
    private ConsoleServer server;

    @BeforeEach
    void serve() {
        var now = Instant.now();
        book.take(new Session(
                Tokens.hash(TOKEN), "link", "willow", "ada", Role.CAREGIVER, now, now.plus(Duration.ofDays(1))));
        var guard = new Guard(book, new SessionCookie(false), new Limits(LimitPolicy.defaults()));
        server = ConsoleServer.start("127.0.0.1", 0, false, live.routes(), guard, json, new ConsoleMetrics());
    }

    @AfterEach
    void stop() {
        live.close();
        server.close();
    }

    @Test
    void aPageGetsASnapshotAndThenWhatChanges() throws Exception {
        try (var page = open()) {
            assertThat(page.readLine()).isEqualTo("event: snapshot");
            passEvent(page);
            household.take(HouseholdSettings.defaults("willow"));
            assertThat(page.readLine()).isEqualTo("event: settings");
        }
    }

    @Test
    void aStreamEndsInOrderWhenTheConsoleDoes() throws Exception {
        try (var page = open()) {
            live.close();
            assertThat(page.lines().toList()).contains("event: snapshot").last().isEqualTo("");
        }
        assertThat(household.hasPages()).isFalse();
    }

    /** A page that opens while the console ends is not among those that are closed: the server cuts it off. */
    @Test
    void whoTellsAPageThatTheServerCutOffIsNotHeldUp() throws Exception {
        try (var page = open()) {
            page.readLine();
            server.close();
            assertTimeoutPreemptively(SOON, this::tellUntilNobodyListens);
        }
    }

    @Test
    void aPageThatWentAwayIsForgotten() throws Exception {
        open().close();
        assertTimeoutPreemptively(SOON, this::tellUntilNobodyListens);
    }

    private void tellUntilNobodyListens() {
        while (household.hasPages() && !Thread.currentThread().isInterrupted()) {
            household.take(HouseholdSettings.defaults("willow"));
        }
    }

    private BufferedReader open() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/live".formatted(server.port())))
                .header("Cookie", "cradlewatch=" + TOKEN)
                .build();
        InputStream body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofInputStream())
                .body();
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static void passEvent(BufferedReader page) throws IOException {
        while (!page.readLine().isEmpty()) {
            continue;
        }
    }
}
