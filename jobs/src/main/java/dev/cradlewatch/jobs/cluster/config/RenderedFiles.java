package dev.cradlewatch.jobs.cluster.config;

import dev.cradlewatch.connectors.history.CatalogDatabase;
import dev.cradlewatch.connectors.history.ObjectStore;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.notify.Destinations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes what every process of a cluster reads. */
public final class RenderedFiles {
    private static final String BUCKET = "cradlewatch";
    private static final String USER = "cradlewatch";

    private final ClusterFolder folder;
    private final ClusterSettings settings;

    public RenderedFiles(ClusterFolder folder, ClusterSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    public void write() throws IOException {
        Files.createDirectories(folder.run());
        Files.createDirectories(folder.data("tmp"));
        Files.createDirectories(folder.config("cradlewatch"));
        LogbackFile.write(folder.logback());
        new MetricsFiles(folder, settings.ports()).write();
        system().write(folder.system());
        var broker = new BrokerFile(folder, settings);
        for (var node = 1; node <= ClusterSettings.BROKERS; node++) {
            Files.createDirectories(folder.config(BrokerFile.name(node)));
            broker.write(node);
        }
        var flink = new FlinkFile(folder, settings.ports());
        var workers = IntStream.rangeClosed(1, ClusterSettings.TASK_MANAGERS).mapToObj(FlinkFile::taskManager);
        for (var process : Stream.concat(Stream.of(FlinkFile.JOB_MANAGER, FlinkFile.CLIENT), workers)
                .toList()) {
            Files.createDirectories(folder.config(process));
            flink.write(process);
        }
    }

    /** What the processes of ours and the jobs are told. */
    public SystemConfig system() {
        var ports = settings.ports();
        return new SystemConfig(
                settings.timebase(),
                KafkaCluster.plain(BrokerFile.bootstrap(ports)),
                new CatalogDatabase(
                        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(ports.postgres()), USER, settings.secret()),
                new ObjectStore(
                        URI.create("http://127.0.0.1:" + ports.store()), "eu-central-1", USER, settings.secret()),
                BUCKET,
                "s3://%s/clips".formatted(BUCKET),
                "s3://%s/pictures".formatted(BUCKET),
                URI.create("http://127.0.0.1:" + ports.console()),
                Optional.empty(),
                Optional.of(new InetSocketAddress("127.0.0.1", ports.consoleMetrics())),
                folder.data("vapid.keys"),
                "mailto:operator@localhost",
                Destinations.HOME);
    }
}
