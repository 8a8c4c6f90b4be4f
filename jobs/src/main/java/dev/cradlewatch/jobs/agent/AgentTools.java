package dev.cradlewatch.jobs.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.jobs.feed.GateTrace;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.feed.WavFile;
import dev.cradlewatch.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** What the agent's program can do without a broker. Closing it stops what still runs and deletes its files. */
public final class AgentTools implements AutoCloseable {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private final AgentProgram program;
    private final TemporaryFolder folder;
    private final Optional<Path> countScript;

    private AgentTools(AgentProgram program, TemporaryFolder folder, Optional<Path> countScript) {
        this.program = program;
        this.folder = folder;
        this.countScript = countScript;
    }

    /**
     * @param environment names the agent's program, and the sources if they are at hand
     * @throws IOException if program or model is missing; the message says what to do
     */
    public static AgentTools of(Map<String, String> environment) throws IOException {
        var folder = TemporaryFolder.create("cradlewatch-agent");
        try {
            return new AgentTools(
                    AgentProgram.find(environment, folder.path()), folder, BoardCount.script(environment));
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Plays recordings through features, model and gate, side by side on all cores.
     *
     * @param finished is told how many recordings were played so far
     * @return what the gate decided, by device
     * @throws IOException if a recording cannot be read or the program fails
     */
    public Map<String, GateTrace> gate(List<Recording> recordings, LongConsumer finished)
            throws IOException, InterruptedException {
        var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            var running = new ArrayList<Future<GateTrace>>();
            for (var recording : recordings) {
                running.add(pool.submit((Callable<GateTrace>) () -> gate(recording)));
            }
            var traces = new HashMap<String, GateTrace>();
            for (var i = 0; i < running.size(); i++) {
                traces.put(recordings.get(i).device(), AgentWork.result(running.get(i)));
                finished.accept(i + 1);
            }
            return traces;
        } finally {
            pool.shutdownNow();
            pool.awaitTermination(Duration.ofSeconds(15).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** @throws IOException if the program fails or says what cannot be read */
    public AgentBench bench(int seconds) throws IOException, InterruptedException {
        var lines = run("the agent's bench", "bench", "--seconds", String.valueOf(seconds));
        try {
            return JSON.readValue(String.join("", lines), AgentBench.class);
        } catch (JsonProcessingException e) {
            throw new AgentException("the agent's bench", "says what cannot be read", lines);
        }
    }

    /**
     * Instructions of the board's build for a second of sound; empty where the sources are not at hand.
     *
     * @throws IOException if they cannot be counted, or are too many
     */
    public OptionalLong countInstructions() throws IOException, InterruptedException {
        if (countScript.isEmpty()) {
            return OptionalLong.empty();
        }
        var place = Files.createTempDirectory(folder.path(), "count");
        return OptionalLong.of(BoardCount.run(countScript.get(), program.model(), place));
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }

    private GateTrace gate(Recording recording) throws IOException, InterruptedException {
        var who = "the gate of " + recording.device();
        var ready = recording.audio().wav();
        if (ready.isPresent()) {
            return GateLines.read(run(who, "gate", ready.get().toAbsolutePath().toString()));
        }
        var sound = folder.path().resolve(recording.device() + ".wav");
        try (var reader = recording.audio().open()) {
            WavFile.write(sound, reader);
        }
        return GateLines.read(run(who, "gate", sound.toString()));
    }

    private List<String> run(String who, String command, String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(
                program.executable().toString(),
                command,
                "--model",
                program.model().toString()));
        line.addAll(List.of(arguments));
        Path place = Files.createTempDirectory(folder.path(), command);
        try (var child = Child.start(who, line, place)) {
            return child.await();
        }
    }
}
