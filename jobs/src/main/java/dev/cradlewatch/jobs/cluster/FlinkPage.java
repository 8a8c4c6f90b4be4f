package dev.cradlewatch.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks Flink's REST interface (of 2.2) what runs. */
final class FlinkPage {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    /**
     * A job as Flink sees it.
     *
     * @param id      its id
     * @param name    its name
     * @param state   such as RUNNING
     * @param tasks   how many subtasks it has
     * @param running how many of them run
     */
    record Job(String id, String name, String state, int tasks, int running) {
        boolean isOver() {
            return List.of("FINISHED", "CANCELED", "FAILED").contains(state);
        }

        boolean runs() {
            return state.equals("RUNNING") && tasks > 0 && running == tasks;
        }
    }

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    private final ObjectMapper json = new ObjectMapper();

    FlinkPage(URI address) {
        this.address = address;
    }

    URI address() {
        return address;
    }

    /** Names of the workers that registered. */
    List<String> taskManagers() throws IOException, InterruptedException {
        return elements(get("/taskmanagers").path("taskmanagers"))
                .map(worker -> worker.path("id").asText())
                .toList();
    }

    /** Jobs that run or want to. */
    List<Job> jobs() throws IOException, InterruptedException {
        var jobs = new ArrayList<Job>();
        for (var job : get("/jobs/overview").path("jobs")) {
            var tasks = job.path("tasks");
            jobs.add(new Job(
                    job.path("jid").asText(),
                    job.path("name").asText(),
                    job.path("state").asText(),
                    tasks.path("total").asInt(),
                    tasks.path("running").asInt()));
        }
        return jobs.stream().filter(job -> !job.isOver()).toList();
    }

    /** The last failures of a job, the newest first, a line each. */
    List<String> failures(Job job, int most) throws IOException, InterruptedException {
        return elements(get("/jobs/%s/exceptions?maxExceptions=%d".formatted(job.id(), most))
                        .path("exceptionHistory")
                        .path("entries"))
                .map(entry -> cause(entry.path("stacktrace").asText()))
                .toList();
    }

    private static String cause(String trace) {
        return trace.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .or(() -> trace.lines().findFirst())
                .orElse("no reason");
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(ANSWER_WITHIN)
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("Flink answers %s with HTTP %d".formatted(path, answer.statusCode()));
        }
        return json.readTree(answer.body());
    }
}
