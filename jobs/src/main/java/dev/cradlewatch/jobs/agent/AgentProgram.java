package dev.cradlewatch.jobs.agent;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.card.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The agent, built for this machine, and the model that it listens with.
 *
 * @param executable the program
 * @param model      cry-tiny as the agent reads it
 */
public record AgentProgram(Path executable, Path model) {
    /** Environment variable that names the program; the launcher sets it. */
    public static final String EXECUTABLE = "CRADLEWATCH_AGENT";

    /** Environment variable that names another model than the built-in one. */
    public static final String MODEL = "CRADLEWATCH_AGENT_MODEL";

    private static final String MODEL_NAME = "cry-tiny";
    private static final String MODEL_FILE = MODEL_NAME + ".bin";

    /**
     * The program that the environment names, with the built-in model unless it names another.
     *
     * @param folder where the built-in model is put, because the agent reads a file
     * @throws IOException if either is missing; the message says what to do
     */
    public static AgentProgram find(Map<String, String> environment, Path folder) throws IOException {
        var executable = executable(environment);
        if (environment.containsKey(MODEL)) {
            var model = Path.of(environment.get(MODEL)).toAbsolutePath();
            if (!Files.isRegularFile(model)) {
                throw new IOException(
                        "%s is no file: expected the agent's model (%s names it)".formatted(model, MODEL));
            }
            return new AgentProgram(executable, model);
        }
        try {
            var model = folder.resolve(MODEL_FILE);
            Files.write(model, ModelFolder.builtIn(MODEL_NAME).bytes(MODEL_FILE));
            return new AgentProgram(executable, model);
        } catch (ModelException e) {
            throw new IOException("%s (or name a model of the agent with %s)".formatted(e.getMessage(), MODEL), e);
        }
    }

    private static Path executable(Map<String, String> environment) throws IOException {
        if (!environment.containsKey(EXECUTABLE)) {
            throw new IOException(
                    "where the agent's program lies is not known: start by ./cradlewatch, which builds it, or set %s to it"
                            .formatted(EXECUTABLE));
        }
        var executable = Path.of(environment.get(EXECUTABLE)).toAbsolutePath();
        if (!Files.isExecutable(executable) || Files.isDirectory(executable)) {
            throw new IOException("%s is no program: build the agent by ./cradlewatch --version, or correct %s"
                    .formatted(executable, EXECUTABLE));
        }
        return executable;
    }
}
