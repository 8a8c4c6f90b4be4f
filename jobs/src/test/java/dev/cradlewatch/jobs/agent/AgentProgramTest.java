package dev.cradlewatch.jobs.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentProgramTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsMissingIsNamedWithTheWayOut() throws IOException {
        assertThatThrownBy(() -> AgentProgram.find(Map.of(), folder)).hasMessageContaining("./cradlewatch");

        var gone = folder.resolve("gone").toString();
        assertThatThrownBy(() -> AgentProgram.find(Map.of(AgentProgram.EXECUTABLE, gone), folder))
                .hasMessageContaining(gone)
                .hasMessageContaining("./cradlewatch");

        var program = Script.write(folder, "").toString();
        assertThatThrownBy(() ->
                        AgentProgram.find(Map.of(AgentProgram.EXECUTABLE, program, AgentProgram.MODEL, gone), folder))
                .hasMessageContaining(gone)
                .hasMessageContaining(AgentProgram.MODEL);
    }

    @Test
    void anotherModelCanBeNamed() throws IOException {
        var program = Script.write(folder, "");
        var model = Files.createFile(folder.resolve("mine.bin"));

        assertThat(AgentProgram.find(
                        Map.of(AgentProgram.EXECUTABLE, program.toString(), AgentProgram.MODEL, model.toString()),
                        folder))
                .isEqualTo(new AgentProgram(program, model));
    }
}
