package dev.cradlewatch.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.console.Console;
import dev.cradlewatch.console.http.Audience;
import dev.cradlewatch.console.http.LimitPolicy;
import dev.cradlewatch.console.http.Route;
import dev.cradlewatch.jobs.local.EmbeddedKafka;
import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.notify.Delivery;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may see what. The routes are those of the running console, so that a new one is tried without anybody thinking of it. */
class ConsoleAccessITCase {
    /** Streams have no end to wait for; what they tell is looked at where it is tested by itself. */
    private static final String STREAM = "/api/live";

    private static final String SIGN_OUT = "/api/sign-out";

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static TestLog log;
    private static Console console;

    @BeforeAll
    static void start() throws Exception {
        kafka = TestBroker.start(folder.resolve("kafka"));
        log = new TestLog(kafka.cluster());
        for (var household : List.of("willow", "maple")) {
            log.introduce(household);
            var now = Instant.now();
            log.sound(household, now.minusSeconds(6), 6);
            log.picture(household, household + "-picture", now);
            log.alert(household, household + "-cry", 1, AlertKind.CRYING, now);
            log.feedback(Feedback.ofAlert(
                    household + "-feedback",
                    household,
                    FeedbackKind.FALSE_ALARM,
                    household + "-cry",
                    1,
                    household + "-ben",
                    now));
            log.delivery(household, Delivery.Outcome.FAILED);
        }
        var many = new LimitPolicy(10_000, 10_000, 10_000, 10_000);
        console = Console.start(TestConsole.config(log, folder).with(many));
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        log.close();
        kafka.close();
    }

    @Test
    void aCaregiverOfAnotherHouseholdIsRefusedOnEveryRoute() throws Exception {
        var stranger = TestConsole.caregiver(console, "maple");
        for (var route : console.routes()) {
            if (route.audience() == Audience.ANYBODY
                    || route.path().equals(STREAM)
                    || route.path().equals(SIGN_OUT)) {
                continue;
            }
            var answer = stranger.send(route.method().name(), pathOf(route, "willow"), bodyOf(route, "willow"));
            if (route.path().contains("{") && !route.path().contains("{night}")) {
                assertThat(answer.statusCode()).as(route.path()).isIn(403, 404);
            }
            assertThat(Caller.text(answer))
                    .as(route.path())
                    .doesNotContainIgnoringCase("willow")
                    .doesNotContain("maple-token", "maple-password");
        }
        try (var events = stranger.live()) {
            assertThat(events.await("snapshot").toString())
                    .contains("maple-crib")
                    .doesNotContainIgnoringCase("willow")
                    .doesNotContain("maple-token", "maple-password");
        }
    }

    /** The same calls by somebody of the household, so that the test above is not fooled by a wrong path or body. */
    @Test
    void aCaregiverOfTheHouseholdIsServedOnEveryRouteThatNamesSomething() throws Exception {
        var own = TestConsole.caregiver(console, "willow");
        for (var route : console.routes()) {
            var ends = route.path().endsWith("/end")
                    || route.path().equals(SIGN_OUT)
                    || route.path().endsWith("/revoke");
            if (route.audience() == Audience.CAREGIVER && !ends && !route.path().equals(STREAM)) {
                var answer = own.send(route.method().name(), pathOf(route, "willow"), bodyOf(route, "willow"));
                assertThat(answer.statusCode())
                        .as(route.path() + " " + Caller.text(answer))
                        .isBetween(200, 299);
            }
        }
    }

    @Test
    void nobodyIsServedWithoutASession() throws Exception {
        var nobody = new Caller(console.address());
        for (var route : console.routes()) {
            if (route.audience() != Audience.ANYBODY) {
                var answer = nobody.send(route.method().name(), pathOf(route, "willow"), bodyOf(route, "willow"));
                assertThat(answer.statusCode()).as(route.path()).isEqualTo(401);
            }
        }
    }

    @Test
    void rolesAreApart() throws Exception {
        var analyst = TestConsole.analyst(console);
        var caregiver = TestConsole.caregiver(console, "willow");
        for (var route : console.routes()) {
            var other = route.audience() == Audience.ANALYST ? caregiver : analyst;
            if (route.audience() == Audience.ANALYST || route.audience() == Audience.CAREGIVER) {
                var answer = other.send(route.method().name(), pathOf(route, "willow"), bodyOf(route, "willow"));
                assertThat(answer.statusCode()).as(route.path()).isEqualTo(403);
            }
        }
    }

    @Test
    void nothingIsChangedWithoutThePagesToken() throws Exception {
        var caregiver = TestConsole.caregiver(console, "willow");
        var analyst = TestConsole.analyst(console);
        for (var route : console.routes()) {
            if (!route.method().name().equals("GET") && route.audience() != Audience.ANYBODY) {
                var caller = route.audience() == Audience.ANALYST ? analyst : caregiver;
                var answer = caller.sendWithoutToken(
                        route.method().name(), pathOf(route, "willow"), bodyOf(route, "willow"));
                assertThat(answer.statusCode()).as(route.path()).isEqualTo(403);
            }
        }
    }

    @Test
    void aLinkSignsInOnce() throws Exception {
        var link = console.invite("willow", "willow-ada", Role.CAREGIVER);
        var first = new Caller(console.address()).signIn(link);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly")
                .contains("SameSite=Strict");
        assertThat(new Caller(console.address()).signIn(link).statusCode()).isEqualTo(410);
    }

    @Test
    void aFormOfAnotherSiteCannotSignIn() throws Exception {
        var link = console.invite("willow", "willow-ada", Role.CAREGIVER);
        var token = link.substring(link.indexOf("invite=") + "invite=".length());
        var form = HttpRequest.newBuilder(console.address().resolve("/api/sign-in"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\": \"%s\"}".formatted(token)))
                .build();
        var answer = HttpClient.newHttpClient().send(form, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void twoConsolesThatTakeALinkAtTheSameTimeSignOneIn() throws Exception {
        try (var other = Console.start(TestConsole.config(log, folder))) {
            for (var round = 0; round < 5; round++) {
                var link = console.invite("willow", "willow-ada", Role.CAREGIVER);
                var pool = Executors.newFixedThreadPool(2);
                Callable<HttpResponse<byte[]>> here = () -> new Caller(console.address()).signIn(link);
                Callable<HttpResponse<byte[]>> there = () -> new Caller(other.address()).signIn(link);
                var codes = pool.invokeAll(List.of(here, there)).stream()
                        .map(ConsoleAccessITCase::code)
                        .sorted()
                        .toList();
                pool.shutdown();
                assertThat(codes).containsExactly(200, 410);
            }
        }
    }

    @Test
    void aSessionThatIsEndedElsewhereIsOver() throws Exception {
        var phone = TestConsole.caregiver(console, "willow");
        var desk = TestConsole.caregiver(console, "willow");
        try (var events = phone.live()) {
            events.await("snapshot");
            var session = Caller.json(phone.get("/api/sessions"));
            var current = StreamSupport.stream(session.spliterator(), false)
                    .filter(row -> row.get("current").asBoolean())
                    .findFirst()
                    .orElseThrow();
            desk.post("/api/sessions/%s/end".formatted(current.get("id").asText()), "{}");
            events.await("signed-out");
            events.awaitEnd();
        }
        assertThat(phone.get("/api/session").statusCode()).isEqualTo(204);
        assertThat(phone.get("/api/devices").statusCode()).isEqualTo(401);
        assertThat(desk.get("/api/devices").statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverListensOrLooksIsWrittenDown() throws Exception {
        var caregiver = TestConsole.caregiver(console, "willow");
        var before = log.records(Topics.AUDIT);
        assertThat(caregiver.get("/api/alerts/willow-cry/clips/willow-crib").statusCode())
                .isEqualTo(200);
        assertThat(caregiver
                        .get("/api/devices/willow-crib/pictures/willow-picture/color")
                        .statusCode())
                .isEqualTo(200);
        assertThat(log.records(Topics.AUDIT)).isEqualTo(before + 2);
    }

    @Test
    void whoAsksTooOftenHasToWait() throws Exception {
        var few = new LimitPolicy(3, 5, 5, 5);
        try (var strict = Console.start(TestConsole.config(log, folder).with(few))) {
            var caregiver = TestConsole.caregiver(strict, "willow");
            for (var request = 0; request < 5; request++) {
                assertThat(caregiver.get("/api/push-key").statusCode()).isEqualTo(200);
            }
            var refused = caregiver.get("/api/push-key");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();

            var guesser = new Caller(strict.address());
            for (var guess = 0; guess < 2; guess++) {
                assertThat(guesser.signIn("#invite=guess" + guess).statusCode()).isEqualTo(410);
            }
            assertThat(guesser.signIn("#invite=guess").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void everyAnswerForbidsScriptsOfOthers() throws Exception {
        var answer = new Caller(console.address()).get("/api/health");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void theDescriptionNamesEveryRouteAndNoOther() throws Exception {
        var paths = Caller.json(new Caller(console.address()).get("/api/openapi.json"))
                .get("paths");
        var described = new TreeSet<String>();
        for (var path : paths.properties()) {
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
        }
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(console.routes().stream()
                        .map(route -> route.method().name() + " " + route.path())
                        .toList());
    }

    private static int code(Future<HttpResponse<byte[]>> answer) {
        try {
            return answer.get().statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pathOf(Route route, String household) {
        return route.path()
                .replace("{alert}", household + "-cry")
                .replace("{device}", household + "-crib")
                .replace("{image}", household + "-picture")
                .replace("{caregiver}", household + "-ada")
                .replace("{channel}", household + "-ntfy")
                .replace("{session}", household + "-session")
                .replace("{night}", "2026-01-15");
    }

    /** What the page would send, naming things of the household. */
    private static String bodyOf(Route route, String household) {
        if (route.method().name().equals("GET")) {
            return "";
        }
        return switch (route.path()) {
            case "/api/alerts/{alert}/acknowledge", "/api/alerts/{alert}/false-alarm" -> "{\"version\": 1}";
            case "/api/missed-cry" ->
                "{\"device\": \"%s-crib\", \"from\": \"%s\", \"to\": null}".formatted(household, Instant.now());
            case "/api/snooze" -> "{\"minutes\": 10}";
            case "/api/settings" -> "{\"sensitivity\": \"NORMAL\", \"quietHours\": null}";
            case "/api/people" -> """
                {"escalateAfterMinutes": 5, "homeAssistant": {"host": "ha.example.org", "port": 1883, "tls": false},
                 "caregivers": [{"id": "%1$s-ada", "name": "Ada",
                 "channels": [{"id": "%1$s-ntfy", "kind": "NTFY", "server": "https://ntfy.example.org", "topic": "t"}]}]}
                """.formatted(household);
            case "/api/invitations" -> "{\"caregiver\": \"%s-ada\"}".formatted(household);
            case "/api/devices", "/api/devices/{device}" -> "{\"name\": \"Crib\"}";
            case "/api/sql", "/api/sql/csv", "/api/sql/parquet" -> "{\"sql\": \"SELECT 1 AS one\"}";
            default -> "{}";
        };
    }
}
