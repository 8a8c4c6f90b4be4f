package dev.cradlewatch.jobs.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderedFilesTest {
    private static final ClusterPorts PORTS = new ClusterPorts(21_000);

    @TempDir
    private Path temporary;

    private ClusterFolder folder;
    private ClusterSettings settings;

    @BeforeEach
    void render() throws Exception {
        folder = new ClusterFolder(temporary);
        settings = ClusterSettings.create(PORTS, Timebase.STREAM);
        settings.write(folder.settings());
        new RenderedFiles(folder, settings).write();
    }

    @Test
    void everyRecordIsKeptThreeTimesAndTakenWhenTwoHaveIt() throws Exception {
        for (var node = 1; node <= ClusterSettings.BROKERS; node++) {
            assertThat(folder.config("kafka-" + node).resolve("server.properties"))
                    .content()
                    .contains(
                            "node.id=%d\n".formatted(node),
                            "listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d\n"
                                    .formatted(21_000 + node - 1, 21_003 + node - 1),
                            "controller.quorum.voters=1@127.0.0.1:21003,2@127.0.0.1:21004,3@127.0.0.1:21005\n",
                            "default.replication.factor=3\n",
                            "min.insync.replicas=2\n",
                            "log.dirs=%s\n".formatted(folder.data("kafka-" + node)));
        }
    }

    @Test
    void flinkReadsItsFilesAndEachWorkerHasSlotsForAllJobs() {
        var worker = GlobalConfiguration.loadConfiguration(
                folder.config("taskmanager-2").toString());
        assertThat(worker.get(TaskManagerOptions.NUM_TASK_SLOTS)).isEqualTo(5);
        assertThat(worker.get(TaskManagerOptions.TASK_MANAGER_RESOURCE_ID)).isEqualTo("taskmanager-2");
        assertThat(worker.get(HeartbeatManagerOptions.HEARTBEAT_INTERVAL)).hasSeconds(1);
        var client = GlobalConfiguration.loadConfiguration(
                folder.config("flink-client").toString());
        assertThat(client.toMap())
                .containsEntry("rest.port", "21006")
                .containsEntry("restart-strategy.type", "exponential-delay");
    }

    @Test
    void jobsReadWhatWasRendered() throws Exception {
        var read = SystemConfig.read(folder.system());
        assertThat(read).isEqualTo(new RenderedFiles(folder, settings).system());
        assertThat(read.clock()).isEqualTo(ArrivalClock.PRODUCER);
        assertThat(read.kafka().bootstrapServers()).isEqualTo("127.0.0.1:21000,127.0.0.1:21001,127.0.0.1:21002");
        assertThat(read.console()).hasPort(21_010);
    }

    @Test
    void propertiesOfKafkasClientsReachThem() throws Exception {
        Files.writeString(folder.system(), Files.readString(folder.system()) + "kafka.client.security.protocol=SSL\n");
        assertThat(SystemConfig.read(folder.system()).kafka().clientProperties())
                .containsExactly(entry("security.protocol", "SSL"));
    }

    @Test
    void whatIsMissingOrWrongIsNamed() throws Exception {
        var text = Files.readString(folder.system());
        Files.writeString(folder.system(), text.replaceFirst("timebase=STREAM", "timebase=MOON"));
        assertThatThrownBy(() -> SystemConfig.read(folder.system()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("timebase is MOON: expected one of [WALL, STREAM]");
        Files.writeString(folder.system(), text.replaceFirst("history.store.bucket=.*", ""));
        assertThatThrownBy(() -> SystemConfig.read(folder.system()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("history.store.bucket is missing");
    }

    @Test
    void settingsComeBackAndTheirSecretIsNeitherPrintedNorReadByOthers() throws Exception {
        assertThat(ClusterSettings.read(folder.settings())).isEqualTo(settings);
        assertThat(settings + " " + new RenderedFiles(folder, settings).system())
                .doesNotContain(settings.secret());
        for (var file : new Path[] {folder.settings(), folder.system()}) {
            assertThat(Files.getPosixFilePermissions(file))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    @Test
    void portsAreDifferentAndNoneIsBeyondTheLast() throws Exception {
        var ports = ClusterPorts.free();
        var all = new HashSet<Integer>();
        IntStream.rangeClosed(1, ClusterSettings.BROKERS).forEach(node -> {
            all.add(ports.broker(node));
            all.add(ports.controller(node));
            all.add(ports.brokerMetrics(node));
        });
        IntStream.rangeClosed(1, ClusterSettings.TASK_MANAGERS)
                .forEach(number -> all.add(ports.taskManagerMetrics(number)));
        all.add(ports.jobManagerMetrics());
        all.add(ports.consoleMetrics());
        all.add(ports.flink());
        all.add(ports.jobManager());
        all.add(ports.postgres());
        all.add(ports.store());
        all.add(ports.console());
        assertThat(all).hasSize(ClusterPorts.COUNT);
        assertThatThrownBy(() -> new ClusterPorts(65_530)).hasMessageContaining("expected 1024 to 65518");
    }
}
