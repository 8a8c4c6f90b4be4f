package dev.cradlewatch.jobs.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instructions that the board's agent executes for a second of sound, counted in an emulator by the board's own script. */
public final class BoardCount {
    /** Environment variable that names the folder of the sources; the launcher sets it. */
    public static final String HOME = "CRADLEWATCH_HOME";

    /** What the board can spare for a second of sound. */
    public static final long BUDGET = 30_000_000;

    private static final Path SCRIPT = Path.of("t31-agent", "board", "count.sh");
    private static final String KEY = "instructions_a_second_of_audio";

    private BoardCount() {}

    /** The script, where the sources are at hand. */
    static Optional<Path> script(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(HOME))
                .map(home -> Path.of(home).toAbsolutePath().resolve(SCRIPT))
                .filter(Files::isExecutable);
    }

    static long run(Path script, Path model, Path folder) throws IOException, InterruptedException {
        var who = "the count of the board's instructions";
        try (var child = Child.start(who, List.of(script.toString(), model.toString()), folder)) {
            var lines = child.await();
            try {
                return new ObjectMapper()
                        .readTree(String.join("", lines))
                        .required(KEY)
                        .longValue();
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new AgentException(who, "says what cannot be read", lines);
            }
        }
    }
}
