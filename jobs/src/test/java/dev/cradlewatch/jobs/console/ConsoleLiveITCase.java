package dev.cradlewatch.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cradlewatch.connectors.picture.PictureFolder;
import dev.cradlewatch.console.Console;
import dev.cradlewatch.jobs.color.NurseryPictures;
import dev.cradlewatch.jobs.local.EmbeddedKafka;
import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.alert.Acknowledgement;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.notify.Delivery;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a live page is told, over a real broker into which the test writes what the jobs would. */
class ConsoleLiveITCase {
    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static TestLog log;
    private static Console console;

    /** Of this test alone. */
    private String household;

    @BeforeAll
    static void start() throws Exception {
        kafka = TestBroker.start(folder.resolve("kafka"));
        log = new TestLog(kafka.cluster());
        console = Console.start(TestConsole.config(log, folder));
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        log.close();
        kafka.close();
    }

    @BeforeEach
    void introduce(TestInfo test) throws Exception {
        household = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        log.introduce(household);
        var caregiver = TestConsole.caregiver(console, household);
        await().until(() ->
                !Caller.json(caregiver.get("/api/live/snapshot")).get("cribs").isEmpty());
    }

    @Test
    void anAlertComesToTheOpenPageWithinASecondOfItsRecord() throws Exception {
        try (var events = TestConsole.caregiver(console, household).live()) {
            var snapshot = events.await("snapshot");
            assertThat(snapshot.get("cribs").get(0).get("state").asText()).isEqualTo("QUIET");
            assertThat(snapshot.get("household").get("name").asText()).isEqualToIgnoringCase(household);

            var written = System.nanoTime();
            log.alert(household, "cry-1", 1, AlertKind.CRYING, Instant.now());
            var alert = events.await("alert");
            assertThat(Duration.ofNanos(System.nanoTime() - written)).isLessThan(Duration.ofSeconds(1));
            assertThat(alert.get("open").asBoolean()).isTrue();
            assertThat(alert.get("evidence").get(0).get("name").asText()).isEqualTo("Crib of " + household);
            assertThat(events.await("crib").get("state").asText()).isEqualTo("CRYING");
        }
    }

    @Test
    void twoCaregiversSeeWhoIsOnIt() throws Exception {
        log.alert(household, "cry-1", 1, AlertKind.CRYING, Instant.now());
        try (var ada = TestConsole.caregiver(console, household).live();
                var ben = TestConsole.caregiver(console, household).live()) {
            ada.await("snapshot");
            ben.await("snapshot");
            log.alert(
                    household,
                    "cry-1",
                    2,
                    AlertKind.ACKNOWLEDGED,
                    Instant.now(),
                    new Acknowledgement(household + "-ada", Instant.now()));
            for (var page : List.of(ada, ben)) {
                var alert = page.await("alert", data -> data.get("version").asInt() == 2);
                assertThat(alert.get("acknowledgedBy").asText()).isEqualTo("Ada of " + household);
                assertThat(alert.get("open").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void aRestartLosesNothing() throws Exception {
        var now = Instant.now();
        log.sound(household, now.minusSeconds(5), 5);
        log.picture(household, "p-1", now);
        log.alert(household, "cry-1", 1, AlertKind.CRYING, now);
        log.delivery(household, Delivery.Outcome.RETRYING);
        var first = Console.start(TestConsole.config(log, folder));
        var caregiver = TestConsole.caregiver(first, household);
        assertThat(caregiver.post("/api/snooze", "{\"minutes\": 30}").statusCode())
                .isEqualTo(202);
        var port = first.address().getPort();
        var before = caregiver.live();
        before.await("snapshot");
        first.close();
        before.awaitEnd();
        log.alert(household, "cry-1", 2, AlertKind.QUIET_AGAIN, now.plusSeconds(30));

        try (var second = Console.start(TestConsole.config(log, folder).on("127.0.0.1", port));
                var events = caregiver.live()) {
            assertThat(second.address().getPort()).isEqualTo(port);
            var snapshot = events.await("snapshot");
            assertThat(snapshot.get("alerts").get(0).get("kind").asText()).isEqualTo("QUIET_AGAIN");
            assertThat(snapshot.get("alerts").get(0).get("open").asBoolean()).isFalse();
            assertThat(snapshot.get("scores").get(household + "-crib")).hasSize(5);
            assertThat(snapshot.get("cribs")
                            .get(0)
                            .get("picture")
                            .get("imageId")
                            .asText())
                    .isEqualTo("p-1");
            assertThat(snapshot.get("settings").get("snoozedUntil").isNull()).isFalse();
            assertThat(snapshot.get("deliveries").get(0).get("outcome").asText())
                    .isEqualTo("RETRYING");
        }
    }

    @Test
    void theSoundOfAnAlertCanBeHeardAndSeenAtOnce() throws Exception {
        var now = Instant.now();
        log.sound(household, now.minusSeconds(8), 10);
        log.alert(household, "cry-1", 1, AlertKind.CRYING, now);
        var caregiver = TestConsole.caregiver(console, household);
        try (var events = caregiver.live()) {
            events.await("snapshot", data -> true);
            var address = "/api/alerts/cry-1/clips/%s-crib".formatted(household);
            await().until(() -> caregiver.get(address).statusCode() == 200);
            var clip = caregiver.get(address).body();
            try (var wav = AudioSystem.getAudioInputStream(new ByteArrayInputStream(clip))) {
                assertThat(wav.getFormat().getSampleRate()).isEqualTo(16_000);
                assertThat(wav.getFrameLength() / 16_000).isBetween(5L, 10L);
            }
            var drawing = ImageIO.read(new ByteArrayInputStream(caregiver
                    .get("/api/alerts/cry-1/clips/%s-crib/spectrogram".formatted(household))
                    .body()));
            assertThat(drawing.getHeight()).isEqualTo(64);
            assertThat(drawing.getWidth()).isGreaterThan(400);
        }
    }

    @Test
    void aPictureThatIsTooLargeForTheLogIsReadWhereItLies() throws Exception {
        var place = Files.createDirectories(folder.resolve(household));
        var upload = Files.createDirectories(place.resolve("uploads")).resolve("night.jpg");
        Files.write(upload, NurseryPictures.night());
        var large = new PictureFolder(place.toUri().toString(), 10_000_000);
        log.largePicture(
                household, "large", Instant.now(), large, upload.toUri().toString());
        try (var other = Console.start(TestConsole.config(log, folder).with(large))) {
            var caregiver = TestConsole.caregiver(other, household);
            var address = "/api/devices/%s-crib/pictures/large/".formatted(household);
            await().until(() -> caregiver.get(address + "color").statusCode() == 200);
            assertThat(caregiver.get(address + "color").body()).isEqualTo(NurseryPictures.day());
            assertThat(caregiver.get(address + "night").body()).isEqualTo(NurseryPictures.night());
        }
        var elsewhere = TestConsole.caregiver(console, household);
        assertThat(elsewhere
                        .get("/api/devices/%s-crib/pictures/large/color".formatted(household))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatAButtonSaysIsInTheLog() throws Exception {
        log.alert(household, "cry-1", 1, AlertKind.CRYING, Instant.now());
        var caregiver = TestConsole.caregiver(console, household);
        try (var events = caregiver.live()) {
            events.await("snapshot");
            assertThat(caregiver
                            .post("/api/alerts/cry-1/false-alarm", "{\"version\": 1}")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(events.await("alert", data -> data.get("label").asText().equals("FALSE_ALARM"))
                            .get("labelBy")
                            .asText())
                    .isEqualTo("Ada of " + household);
            caregiver.post("/api/snooze", "{\"minutes\": 10}");
            events.await("settings", data -> !data.get("snoozedUntil").isNull());
            caregiver.post("/api/snooze", "{\"minutes\": 0}");
            events.await("settings", data -> data.get("snoozedUntil").isNull());
            caregiver.send("PATCH", "/api/devices/%s-crib".formatted(household), "{\"name\": \"Big bed\"}");
            events.await("crib", data -> data.path("name").asText().equals("Big bed"));
            caregiver.post("/api/devices/%s-crib/revoke".formatted(household), "{}");
            events.await("crib", data -> data.path("gone").asBoolean());
        }
    }

    @Test
    void secretsStayWhereTheyAreUnlessNewOnesAreGiven() throws Exception {
        var caregiver = TestConsole.caregiver(console, household);
        try (var events = caregiver.live()) {
            events.await("snapshot");
            var people = """
                    {"escalateAfterMinutes": 3, "homeAssistant": null, "caregivers": [{"id": "%1$s-ada", "name": "Ada",
                     "channels": [{"id": "%1$s-ntfy", "kind": "NTFY", "server": "https://ntfy.example.org", "topic": "new"},
                                  {"id": "", "kind": "WEBHOOK", "url": "https://hook.example.org/x", "secret": "s3cret"}]}]}
                    """.formatted(household);
            var answer = caregiver.send("PUT", "/api/people", people);
            assertThat(answer.statusCode()).as(Caller.text(answer)).isEqualTo(202);
            var told = events.await("people");
            var channels = told.get("caregivers").get(0).get("channels");
            assertThat(channels.get(0).get("tokenSet").asBoolean()).isTrue();
            assertThat(channels.get(0).get("topic").asText()).isEqualTo("new");
            assertThat(channels.get(1).get("secretSet").asBoolean()).isTrue();
            assertThat(told.toString()).doesNotContain("s3cret").doesNotContain(household + "-token");
        }
        var withoutMe = "{\"escalateAfterMinutes\": 3, \"homeAssistant\": null, \"caregivers\": []}";
        var refused = caregiver.send("PUT", "/api/people", withoutMe);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Caller.text(refused)).contains("you cannot remove yourself");
    }

    @Test
    void whoIsRemovedFromTheHouseholdIsOut() throws Exception {
        var ben = Caller.by(console.invite(household, household + "-ben", Role.CAREGIVER));
        try (var events = ben.live()) {
            events.await("snapshot");
            var withoutBen = """
                    {"escalateAfterMinutes": 5, "homeAssistant": null,
                     "caregivers": [{"id": "%s-ada", "name": "Ada", "channels": []}]}
                    """.formatted(household);
            var answer = TestConsole.caregiver(console, household).send("PUT", "/api/people", withoutBen);
            assertThat(answer.statusCode()).as(Caller.text(answer)).isEqualTo(202);
            events.await("signed-out");
        }
        assertThat(ben.get("/api/devices").statusCode()).isEqualTo(401);
    }

    @Test
    void wrongInputIsRefusedWithWhatIsExpected() throws Exception {
        var caregiver = TestConsole.caregiver(console, household);
        assertThat(Caller.text(caregiver.post("/api/snooze", "{\"minutes\": 7}")))
                .contains("10, 30, 60");
        assertThat(Caller.text(caregiver.post("/api/snooze", "{"))).contains("the body is not as expected");
        assertThat(caregiver.post("/api/snooze", "x".repeat(300_000)).statusCode())
                .isEqualTo(413);
        assertThat(
                        Caller.text(
                                caregiver.send(
                                        "PUT",
                                        "/api/settings",
                                        "{\"sensitivity\": \"LOW\", \"quietHours\": {\"from\": \"25:00\", \"to\": \"06:00\", \"zone\": \"UTC\"}}")))
                .contains("HH:MM");
        assertThat(Caller.text(caregiver.get("/api/nights/yesterday"))).contains("2026-01-15");
        assertThat(Caller.text(caregiver.post("/api/missed-cry", "{\"from\": \"2020-01-01T00:00:00Z\"}")))
                .contains("last 7 days");
    }
}
