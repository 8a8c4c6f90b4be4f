package dev.cradlewatch.jobs.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.stream.Timebase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFilesTest {
    @TempDir
    private Path root;

    @Test
    void prometheusIsToldWhereEveryProcessTellsItsMetrics() throws Exception {
        var folder = new ClusterFolder(root);
        new RenderedFiles(folder, ClusterSettings.create(new ClusterPorts(20_000), Timebase.WALL)).write();
        var prometheus = folder.config("prometheus");

        assertThat(prometheus.resolve("prometheus.yml")).isRegularFile();
        assertThat(prometheus.resolve("alerts.yml")).isRegularFile();
        assertThat(Files.readString(prometheus.resolve("targets/taskmanager.yml")))
                .isEqualTo("""
                        - {targets: ['127.0.0.1:20015'], labels: {process: taskmanager-1}}
                        - {targets: ['127.0.0.1:20016'], labels: {process: taskmanager-2}}
                        """);
        assertThat(Files.readString(folder.config("taskmanager-2").resolve("config.yaml")))
                .contains("metrics.reporter.prom.port: 20016\n");
        assertThat(Files.readString(prometheus.resolve("targets/console.yml"))).contains("127.0.0.1:20017");
        assertThat(SystemConfig.read(folder.system()).metrics().orElseThrow().getPort())
                .isEqualTo(20_017);
        assertThat(new MetricsFiles(folder, new ClusterPorts(20_000)).agentOption(3))
                .contains("=127.0.0.1:20013:");
    }
}
