package dev.cradlewatch.jobs.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.TopicAdmin;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.connectors.wire.DeviceEventCodec;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.cry.CryAlertJob;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.local.EmbeddedKafka;
import dev.cradlewatch.jobs.local.FlinkSettings;
import dev.cradlewatch.jobs.local.LocalFlink;
import dev.cradlewatch.jobs.synth.NightSynthesizer;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.jobs.watch.Results;
import dev.cradlewatch.jobs.watch.WholeTopic;
import dev.cradlewatch.models.cry.SharedCryModel;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceRecord;
import dev.cradlewatch.operators.stream.RecordDecoder;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import dev.cradlewatch.operators.stream.Timebase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real agents whose broker goes away in the middle of the night and comes back. Their clocks run sixty times as fast as ours: ten
 * minutes without a broker are ten real seconds, in which they hear, score, store and beat as they would in ten minutes. No event may
 * be missing; sound may, where the outage brings more of it than the spool holds, and is then counted.
 */
class BrokerOutageITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final double SPEED = 60;
    private static final Duration OUTAGE = Duration.ofMinutes(10);
    private static final Duration AT_MOST = Duration.ofSeconds(90);
    private static final int REPEATED = 8;
    private static final List<String> DEVICES = List.of("crib", "nursery");

    @TempDir
    private Path folder;

    @Test
    void tenMinutesWithoutABrokerCostNothingAndNothingComesTwice() throws Exception {
        var kafka = start(InstalledAgent.freePort());
        var address = URI.create("kafka://" + kafka.cluster().bootstrapServers());
        try (var fleet = AgentFleet.of(kafka.cluster(), InstalledAgent.environment(), DEVICES.size())) {
            var recordings = recordings();
            fleet.register(recordings, NIGHT);
            var playing = CompletableFuture.supplyAsync(() -> play(fleet, recordings));
            var cluster = kafka.cluster();
            await().atMost(AT_MOST).until(() -> Log.size(cluster, Topics.DEVICE_EVENTS) >= 2 * 6);
            kafka.close();
            var awayUntil = System.nanoTime() + (long) (OUTAGE.toNanos() / SPEED);
            await().atMost(AT_MOST).until(() -> System.nanoTime() >= awayUntil);
            assertThat(playing).as("the night is longer than the outage").isNotDone();

            kafka = EmbeddedKafka.start(folder.resolve("kafka"), address.getPort());
            var fed = playing.get(AT_MOST.toSeconds(), TimeUnit.SECONDS);

            var events = onceInOrder(kafka.cluster(), Topics.DEVICE_EVENTS, new DeviceEventCodec());
            assertThat(events).hasSize((int) fed.events());
            assertThat(events.stream().mapToLong(DeviceRecord::seq).max())
                    .as("no number of an event is missing")
                    .hasValue(mostEventsOf(events) - 1);
            assertThat(onceInOrder(kafka.cluster(), Topics.AUDIO_WINDOWS, new AudioWindowCodec()))
                    .as("what the broker said it has")
                    .hasSize((int) fed.windows());
            for (var device : DEVICES) {
                assertThat(longestSilence(events, device))
                        .as("%s beat on through the outage", device)
                        .isLessThan(OUTAGE.dividedBy(4));
            }

            var results = workedOff(kafka.cluster());
            assertThat(results.deadLetters()).isEmpty();
            assertThat(Log.size(kafka.cluster(), Topics.CRY_SCORES))
                    .as("each window once")
                    .isEqualTo(fed.windows());
            for (var device : DEVICES) {
                assertThat(results.alerts())
                        .filteredOn(alert -> alert.household().equals(device))
                        .extracting(Alert::kind)
                        .contains(AlertKind.MONITOR_OFFLINE, AlertKind.MONITOR_BACK);
            }
        } finally {
            kafka.close();
        }
    }

    private EmbeddedKafka start(int port) throws Exception {
        var kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
        try (var admin = Admin.create(kafka.cluster().properties())) {
            var topics = Topics.all().stream()
                    .map(topic -> topic.withAtMostPartitions(2))
                    .toList();
            new TopicAdmin(admin, (short) 1).ensure(topics, ArrivalClock.PRODUCER);
        }
        return kafka;
    }

    private static Fed play(AgentFleet fleet, List<Recording> recordings) {
        try {
            return fleet.play(recordings, NIGHT, SPEED, played -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The synthetic night, several times over. */
    private static List<Recording> recordings() {
        return new NightSynthesizer()
                .tracks().stream()
                        .filter(track -> DEVICES.contains(track.device()))
                        .map(track -> {
                            var pcm = new byte[track.pcm().length * REPEATED];
                            for (var i = 0; i < REPEATED; i++) {
                                System.arraycopy(track.pcm(), 0, pcm, i * track.pcm().length, track.pcm().length);
                            }
                            return new Recording(track.device(), track.device(), new PcmSource(pcm));
                        })
                        .toList();
    }

    /** The records of a topic without repeats, after a look at their order: the numbers of every device rise. */
    private static <T extends DeviceRecord> List<T> onceInOrder(
            KafkaCluster cluster, TopicSpec topic, RecordDecoder<T> decoder) throws RefusedRecordException {
        var records = new ArrayList<T>();
        for (var record : WholeTopic.read(cluster, topic)) {
            var decoded = decoder.decode(record.value());
            if (records.stream().noneMatch(earlier -> isSame(earlier, decoded))) {
                records.add(decoded);
            }
        }
        for (var device : DEVICES) {
            assertThat(records)
                    .as("%s of %s", topic.name(), device)
                    .filteredOn(record -> record.device().equals(device))
                    .extracting(DeviceRecord::seq)
                    .isSorted();
        }
        return records;
    }

    private static long mostEventsOf(List<DeviceEvent> events) {
        return DEVICES.stream()
                .mapToLong(device -> events.stream()
                        .filter(event -> event.device().equals(device))
                        .count())
                .max()
                .orElseThrow();
    }

    private static boolean isSame(DeviceRecord a, DeviceRecord b) {
        return a.device().equals(b.device()) && a.epoch() == b.epoch() && a.seq() == b.seq();
    }

    private static Duration longestSilence(List<DeviceEvent> events, String device) {
        var last = NIGHT;
        var longest = Duration.ZERO;
        for (var event : events) {
            if (event.device().equals(device) && event.kind() == DeviceEventKind.HEARTBEAT) {
                var silence = Duration.between(last, event.at());
                longest = silence.compareTo(longest) > 0 ? silence : longest;
                last = event.at();
            }
        }
        assertThat(last)
                .isAfter(NIGHT.plusSeconds(REPEATED * NightSynthesizer.SECONDS).minus(OUTAGE.dividedBy(4)));
        return longest;
    }

    private Results workedOff(KafkaCluster cluster) throws Exception {
        var settings = new FlinkSettings(2, 2, Duration.ofSeconds(1), folder.resolve("checkpoints"), false);
        try (var flink = LocalFlink.start(settings)) {
            var env = flink.environment();
            var topics = new CryAlertTopics(cluster);
            var config = CryAlertConfig.defaults(
                    Timebase.STREAM, () -> SharedCryModel.lease("cry-full", 1), FeatureSpec.load("cry-full"));
            new CryAlertJob(config).define(topics.bounded(env), topics.outputs());
            flink.submit("after the outage", env).awaitFinished(AT_MOST);
        }
        try (var watcher = new ResultWatcher(cluster, alert -> {})) {
            return watcher.readToEnd();
        }
    }
}
