package dev.cradlewatch.jobs.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.TopicAdmin;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.local.EmbeddedKafka;
import dev.cradlewatch.operators.device.AudioWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many agents at once; a shell script stands in for the program, so that it can fail and hang. */
class AgentFleetITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startKafka(@TempDir Path data) throws Exception {
        kafka = EmbeddedKafka.start(data.resolve("kafka"));
        try (var admin = Admin.create(kafka.cluster().properties())) {
            new TopicAdmin(admin, (short) 1).ensure(List.of(Topics.DEVICES), ArrivalClock.PRODUCER);
        }
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void playsAllRecordingsAFewAtATimeEachAsARegisteredDevice() throws Exception {
        var script = "mkdir %1$s/$$ && ls %1$s | wc -l >>%2$s && sleep 0.05 && rmdir %1$s/$$\n"
                .formatted(Files.createDirectory(folder.resolve("running")), folder.resolve("counts"));
        var finished = new AtomicLong();
        try (var fleet = fleet(script + Script.SUMMARY, 3)) {
            var recordings = recordings(10);
            fleet.register(recordings, NIGHT);
            var fed = fleet.play(recordings, NIGHT, 4, finished::set);

            assertThat(fed).isEqualTo(new Fed(600, 60, 40, 0, 0));
        }
        assertThat(finished).hasValue(10);
        assertThat(Files.readAllLines(folder.resolve("counts")))
                .hasSize(10)
                .allMatch(count -> Integer.parseInt(count.strip()) <= 3);
        assertThat(new DeviceRegistry(kafka.cluster()).read().devices()).containsKeys("monitor-0", "monitor-9");
    }

    @Test
    void aRecordingThatWaitedForAPlaceStartsAtTheSimulatedTimeThatItIsThen() throws Exception {
        var starts = folder.resolve("starts");
        try (var fleet = fleet("sleep 0.2; grep start $2 >>%s\n".formatted(starts) + Script.SUMMARY, 1)) {
            var recordings = recordings(2);
            fleet.register(recordings, NIGHT);
            fleet.play(recordings, NIGHT, 100, played -> {});
        }
        var second = Files.readAllLines(starts).get(1).replaceAll(".*\"(.*)\"", "$1");
        assertThat(Files.readAllLines(starts).get(0)).isEqualTo("start = \"2026-01-15T22:00:00Z\"");
        assertThat(Instant.parse(second)).isAfterOrEqualTo(NIGHT.plusSeconds(20));
    }

    @Test
    void oneFailureEndsTheReplayAndLeavesNoProcessBehind() throws Exception {
        var pids = folder.resolve("pids");
        var places = folder.resolve("places");
        var script =
                "grep -q monitor-1 $2 && { echo 'no such model' >&2; exit 4; }\npwd >>%s; echo $$ >>%s\nexec sleep 600\n"
                        .formatted(places, pids);
        var fleet = fleet(script, 3);
        try (fleet) {
            var recordings = recordings(3);
            fleet.register(recordings, NIGHT);
            assertThatThrownBy(() -> fleet.play(recordings, NIGHT, 4, played -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("agent of monitor-1")
                    .hasMessageContaining("no such model");
            await().atMost(AT_MOST)
                    .until(() -> Files.exists(pids) && running(pids).size() == 2);
        }
        assertThat(running(pids)).isEmpty();
        assertThat(Files.readAllLines(places)).hasSize(2).allMatch(place -> Files.notExists(Path.of(place)));
    }

    private static List<ProcessHandle> running(Path pids) throws IOException {
        var running = new ArrayList<ProcessHandle>();
        for (var pid : Files.readAllLines(pids)) {
            ProcessHandle.of(Long.parseLong(pid.strip()))
                    .filter(ProcessHandle::isAlive)
                    .ifPresent(running::add);
        }
        return running;
    }

    private AgentFleet fleet(String script, int sideBySide) throws IOException {
        var program = Script.agent(folder, script).toString();
        var model = Files.createFile(folder.resolve("model.bin")).toString();
        return AgentFleet.of(
                kafka.cluster(), Map.of(AgentProgram.EXECUTABLE, program, AgentProgram.MODEL, model), sideBySide);
    }

    private static List<Recording> recordings(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> new Recording("monitor-" + i, "home-" + i, new PcmSource(new byte[AudioWindow.PCM_BYTES])))
                .toList();
    }
}
