package dev.cradlewatch.jobs.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.operators.device.AudioWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell script stands in for the program. */
class AgentToolsTest {
    private static final Recording CRIB =
            new Recording("crib", "willow", new PcmSource(new byte[AudioWindow.PCM_BYTES]));

    @TempDir
    private Path folder;

    @Test
    void asksTheGateAboutTheSoundWithTheAgentsModel() throws Exception {
        var script = "[ \"$1 $2 $3\" = 'gate --model %s' ] && [ $(stat -c %%s $4) = 32044 ] || exit 9\n"
                .formatted(folder.resolve("model.bin"));
        var line = "{\"file\": \"x\", \"second\": 0, \"score\": 0.5, \"streamed\": true, \"reason\": \"AUDIT\"}";
        try (var tools = tools(script + "echo '" + line + "'\n", Map.of())) {
            var traces = tools.gate(List.of(CRIB), finished -> {});
            assertThat(traces).containsOnlyKeys("crib");
            assertThat(traces.get("crib").streamed()).isEqualTo(1);
        }
    }

    @Test
    void aGateThatFailsIsNoGateThatStreamsNothing() throws Exception {
        try (var tools = tools("echo 'error model: wrong checksum' >&2; exit 4\n", Map.of())) {
            assertThatThrownBy(() -> tools.gate(List.of(CRIB), finished -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("gate of crib")
                    .hasMessageContaining("wrong checksum");
        }
    }

    @Test
    void readsTheBench() throws Exception {
        var script = "[ \"$1 $4 $5\" = 'bench --seconds 7' ] || exit 9\n"
                + "echo '{\"windows\": 7, \"features_us\": 310.0, \"model_us\": 1200.5}'\n";
        try (var tools = tools(script, Map.of())) {
            assertThat(tools.bench(7)).isEqualTo(new AgentBench(7, 310, 1200.5));
            assertThat(tools.countInstructions()).isEmpty();
        }
    }

    @Test
    void countsTheBoardsInstructionsWhereTheSourcesAreAtHand() throws Exception {
        var board = Files.createDirectories(folder.resolve("t31-agent/board"));
        var script = "[ $1 = %s ] && echo '{\"instructions_a_second_of_audio\": 25600000}'\n"
                .formatted(folder.resolve("model.bin"));
        Files.move(Script.write(board, script), board.resolve("count.sh"));
        try (var tools = tools("", Map.of(BoardCount.HOME, folder.toString()))) {
            assertThat(tools.countInstructions()).hasValue(25_600_000);
        }
    }

    private AgentTools tools(String script, Map<String, String> more) throws IOException {
        var place = Files.createDirectories(folder.resolve("bin"));
        var environment = new HashMap<>(more);
        environment.put(AgentProgram.EXECUTABLE, Script.write(place, script).toString());
        environment.put(
                AgentProgram.MODEL,
                Files.createFile(folder.resolve("model.bin")).toString());
        return AgentTools.of(environment);
    }
}
