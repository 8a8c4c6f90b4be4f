package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.cluster.config.BrokerFile;
import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.ClusterSettings;
import dev.cradlewatch.jobs.cluster.config.FlinkFile;
import dev.cradlewatch.jobs.cluster.config.MetricsFiles;
import dev.cradlewatch.jobs.cluster.config.RenderedFiles;
import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import dev.cradlewatch.jobs.cluster.main.ConsoleMain;
import dev.cradlewatch.jobs.cluster.main.StoreMain;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.Kafka;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** The processes of a cluster on one machine: how each is started and asked, and how much memory it gets. */
final class ClusterServices {
    private static final int BROKER_MB = 384;
    private static final int JOB_MANAGER_MB = 512;
    private static final int TASK_MANAGER_MB = 768;
    private static final int STORE_MB = 256;
    private static final int CONSOLE_MB = 384;

    /** What the launcher sets, see docs/color.md: what ONNX Runtime takes for a picture must go back to the system. */
    private static final Map<String, String> RETURN_MEMORY = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_THRESHOLD_", "131072",
            "MALLOC_TRIM_THRESHOLD_", "131072",
            "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

    private final ClusterFolder folder;
    private final ClusterSettings settings;
    private final SystemConfig system;
    private final Release release;
    private final Postgres postgres;
    private final FlinkPage flink;
    private final JavaCommand java;

    ClusterServices(ClusterFolder folder, ClusterSettings settings, Release release) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.release = release;
        system = new RenderedFiles(folder, settings).system();
        postgres = Postgres.in(folder.data("postgres"));
        flink = new FlinkPage(URI.create("http://127.0.0.1:" + settings.ports().flink()));
        java = new JavaCommand(folder.logback());
    }

    SystemConfig system() {
        return system;
    }

    FlinkPage flink() {
        return flink;
    }

    Postgres postgres() {
        return postgres;
    }

    /** All of them, in the order in which they are needed. */
    List<Service> all() throws IOException {
        return Stream.of(brokers(), List.of(database(), store(), jobManager()), taskManagers(), List.of(console()))
                .flatMap(List::stream)
                .toList();
    }

    List<Service> brokers() throws IOException {
        var classPath = release.libraries();
        return IntStream.rangeClosed(1, ClusterSettings.BROKERS)
                .mapToObj(node -> broker(node, classPath))
                .toList();
    }

    Service database() {
        var port = settings.ports().postgres();
        return new Service(
                "postgres",
                postgres.serve(port),
                Map.of(),
                postgres.stop(),
                HealthChecks.postgres(system.database()),
                "127.0.0.1:" + port);
    }

    Service store() throws IOException {
        return new Service(
                "store",
                java.of(
                        STORE_MB,
                        release.everything(),
                        StoreMain.class.getName(),
                        folder.system().toString(),
                        folder.data("store").toString()),
                Map.of(),
                List.of(),
                HealthChecks.http(system.store().endpoint()),
                system.store().endpoint().toString());
    }

    Service jobManager() throws IOException {
        return flinkProcess(
                FlinkFile.JOB_MANAGER,
                JOB_MANAGER_MB,
                StandaloneSessionClusterEntrypoint.class,
                HealthChecks.jobManager(flink),
                flink.address().toString());
    }

    List<Service> taskManagers() throws IOException {
        return List.of(taskManager(1), taskManager(2));
    }

    Service console() throws IOException {
        return new Service(
                "console",
                java.of(
                        CONSOLE_MB,
                        release.everything(),
                        ConsoleMain.class.getName(),
                        folder.system().toString()),
                Map.of(),
                List.of(),
                HealthChecks.http(system.console()),
                system.console().toString());
    }

    private Service broker(int node, String classPath) {
        var port = settings.ports().broker(node);
        return new Service(
                BrokerFile.name(node),
                java.withAgent(new MetricsFiles(folder, settings.ports()).agentOption(node))
                        .of(
                                BROKER_MB,
                                classPath,
                                Kafka.class.getName(),
                                new BrokerFile(folder, settings).path(node).toString()),
                Map.of(),
                List.of(),
                HealthChecks.kafka(node, port),
                "127.0.0.1:" + port);
    }

    private Service taskManager(int number) throws IOException {
        var name = FlinkFile.taskManager(number);
        return flinkProcess(name, TASK_MANAGER_MB, TaskManagerRunner.class, HealthChecks.taskManager(name, flink), "");
    }

    private Service flinkProcess(String name, int heapMb, Class<?> main, HealthCheck health, String address)
            throws IOException {
        return new Service(
                name,
                java.of(
                        heapMb,
                        release.libraries(),
                        main.getName(),
                        "--configDir",
                        folder.config(name).toString()),
                RETURN_MEMORY,
                List.of(),
                health,
                address);
    }
}
