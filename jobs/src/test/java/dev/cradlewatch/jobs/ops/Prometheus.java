package dev.cradlewatch.jobs.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** A real Prometheus with the configuration that the process cluster rendered; only how often it asks is the test's. */
final class Prometheus implements AutoCloseable {
    private static final int SECONDS = 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Process server;
    private final URI address;

    /**
     * @param folder for its files
     * @param config what the cluster rendered for it
     * @param node   where a node exporter answers on this machine, which the cluster does not know
     */
    Prometheus(Path folder, int port, Path config, int node) throws IOException {
        Files.createDirectories(folder.resolve("targets"));
        try (var files = Files.walk(config)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(config.relativize(file).toString()));
            }
        }
        Files.writeString(folder.resolve("targets/node.yml"), "- targets: ['127.0.0.1:%d']%n".formatted(node));
        var text = Files.readString(folder.resolve("prometheus.yml"));
        Files.writeString(folder.resolve("prometheus.yml"), text.replace("_interval: 10s", "_interval: 2s"));
        address = URI.create("http://127.0.0.1:" + port);
        server = new ProcessBuilder(
                        Project.program("prometheus"),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    /** The value of the first series that the expression gives. */
    OptionalDouble value(String expression) throws IOException, InterruptedException {
        var result = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
        return result.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(result.get(0).path("value").get(1).asDouble());
    }

    /** Names of all metrics that it knows. */
    List<String> names() throws IOException, InterruptedException {
        return texts(get("/api/v1/label/__name__/values"));
    }

    /** Health of each rule, by the alert's name: ok once it could be evaluated. */
    Map<String, String> rules() throws IOException, InterruptedException {
        var rules = new TreeMap<String, String>();
        for (var group : get("/api/v1/rules").path("groups")) {
            group.path("rules")
                    .forEach(rule -> rules.put(
                            rule.path("name").asText(), rule.path("health").asText()));
        }
        return rules;
    }

    @Override
    public void close() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(SECONDS, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(path)).build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.body());
        }
        return mapper.readTree(answer.body()).path("data");
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
