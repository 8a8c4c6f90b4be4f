package dev.cradlewatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.ClusterPorts;
import dev.cradlewatch.jobs.cluster.config.ClusterSettings;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml is the process cluster, with other means. That a container engine takes it, nobody has tried yet. */
class ComposeTest {
    private static final Path PROJECT = Path.of("..");
    private static final ClusterPorts PORTS = new ClusterPorts(19_092);

    /** What compose has besides: those who look on, and what the command line does for processes. */
    private static final List<String> BESIDES = List.of("deploy", "prometheus", "grafana", "node-exporter");

    @TempDir
    private Path folder;

    private List<Service> processes;
    private Map<String, Map<String, Object>> containers;

    @BeforeEach
    void read() throws Exception {
        var settings = ClusterSettings.create(PORTS, Timebase.WALL);
        Files.createFile(folder.resolve("cradlewatch-jobs-1.jar"));
        processes = new ClusterServices(new ClusterFolder(folder), settings, new Release(folder)).all();
        var compose = new Yaml().<Map<String, Map<String, Map<String, Object>>>>load(text("docker-compose.yml"));
        containers = compose.get("services");
    }

    @Test
    void thereIsAContainerForEachProcess() {
        var expected = new TreeSet<>(BESIDES);
        processes.forEach(process -> expected.add(process.name()));

        assertThat(containers.keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aContainerRunsTheProgramOfItsProcessWithAsMuchMemory() throws Exception {
        var entrypoint = text("ops/docker/entrypoint.sh");
        for (var process : ours()) {
            var main = process.command().get(process.command().indexOf("-cp") + 2);
            assertThat(entrypoint).contains(" " + main + " ");
            assertThat(process.command())
                    .as(process.name())
                    .contains("-Xmx%sm".formatted(environment(process.name()).get("HEAP_MB")));
            process.command().stream()
                    .filter(option -> option.startsWith("--add-opens") || option.startsWith("-XX:"))
                    .forEach(option -> assertThat(entrypoint).contains("    " + option + "\n"));
        }
        var dockerfile = text("ops/docker/cradlewatch.Dockerfile");
        processes.forEach(process -> process.environment()
                .forEach((name, value) -> assertThat(dockerfile).contains(name + "=" + value)));
    }

    @Test
    void aContainerIsAskedWhereItsProcessAnswers() {
        for (var process : ours()) {
            if (!process.address().isEmpty()) {
                assertThat(process.address())
                        .as(process.name())
                        .endsWith(":" + environment(process.name()).get("HEALTH_PORT"));
            }
        }
        var postgres = processes.stream()
                .filter(process -> process.name().equals("postgres"))
                .findFirst()
                .orElseThrow();
        assertThat(postgres.command()).contains("-p", String.valueOf(PORTS.postgres()), "shared_buffers=32MB");
        assertThat(list(containers.get("postgres"), "command"))
                .contains("-p", String.valueOf(PORTS.postgres()), "shared_buffers=32MB");
    }

    @Test
    void theJobsComeWhenEverythingThatTheyNeedIsHealthy() {
        assertThat(needed("deploy", new TreeSet<>()))
                .contains(
                        "kafka-1",
                        "kafka-2",
                        "kafka-3",
                        "postgres",
                        "store",
                        "jobmanager",
                        "taskmanager-1",
                        "taskmanager-2");
        assertThat(needed("console", new TreeSet<>())).contains("deploy");
    }

    @Test
    void noContainerIsRootAndEachTellsWhetherItLives() throws Exception {
        assertThat(text("ops/docker/cradlewatch.Dockerfile")).contains("\nUSER cradlewatch\n", "\nHEALTHCHECK ");
        containers.forEach((name, container) -> {
            var isOurs = container.containsKey("build");
            assertThat(isOurs || container.containsKey("user"))
                    .as(name + " has a user")
                    .isTrue();
            assertThat(isOurs || container.containsKey("healthcheck"))
                    .as(name + " has a health check")
                    .isTrue();
            assertThat(container).as(name).containsKeys("restart", "logging", "security_opt");
            assertThat(container.get("image").toString())
                    .as(name)
                    .matches(".+:.+")
                    .doesNotContain("latest");
        });
    }

    @Test
    void nothingIsOpenToOtherMachinesUnlessSomebodySaysSo() {
        containers.values().forEach(container -> list(container, "ports")
                .forEach(port -> assertThat(port).contains("127.0.0.1:")));
    }

    private List<Service> ours() {
        return processes.stream()
                .filter(process -> !process.name().equals("postgres"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> environment(String container) {
        return (Map<String, Object>) containers.get(container).get("environment");
    }

    @SuppressWarnings("unchecked")
    private TreeSet<String> needed(String container, TreeSet<String> all) {
        var next = (Map<String, Map<String, String>>) containers.get(container).getOrDefault("depends_on", Map.of());
        next.forEach((name, condition) -> {
            assertThat(condition.get("condition")).isIn("service_healthy", "service_completed_successfully");
            if (all.add(name)) {
                needed(name, all);
            }
        });
        return all;
    }

    private static List<String> list(Map<String, Object> container, String name) {
        var values = new ArrayList<String>();
        ((List<?>) container.getOrDefault(name, List.of())).forEach(value -> values.add(value.toString()));
        return values;
    }

    private static String text(String path) throws IOException {
        return Files.readString(PROJECT.resolve(path));
    }
}
