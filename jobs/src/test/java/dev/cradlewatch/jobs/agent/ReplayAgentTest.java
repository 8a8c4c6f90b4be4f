package dev.cradlewatch.jobs.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.local.TemporaryFolder;
import dev.cradlewatch.operators.device.AudioWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayAgentTest {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void theAgentFindsItsKeyItsSoundAndTheSimulatedTimeInItsConfiguration() throws Exception {
        var kept = folder.resolve("kept");
        var fed = play("mkdir %s && cp -r $(dirname $2)/. %s\n".formatted(kept, kept) + Script.SUMMARY, 4);

        assertThat(fed).isEqualTo(new Fed(60, 6, 4, 0, 0));
        assertThat(kept.resolve("agent.toml"))
                .content()
                .contains("id = \"crib\"", "source = \"wav\"", "start = \"2026-01-15T22:00:00Z\"")
                .contains("realtime = true", "speed = 4.0", "brokers = \"broker:9092\"")
                .doesNotContain("[gate]");
        assertThat(kept.resolve("device.pem")).content().contains("PRIVATE KEY");
        assertThat(kept.resolve("sound.wav")).hasSize(44 + 32_000);
        assertThat(folder.resolve("crib")).as("nothing stays behind").doesNotExist();
    }

    @Test
    void atUnlimitedSpeedTheAgentGoesAsFastAsItCan() throws Exception {
        play(
                "grep -q 'realtime = false' $2 && ! grep -q speed $2 || exit 9\n" + Script.SUMMARY,
                Double.POSITIVE_INFINITY);
    }

    @Test
    void whatAnAgentGaveUpOrKeptIsStranded() throws Exception {
        var fed = play(
                "echo '{\"captured\": 60, \"streamed\": 9, \"events\": 4, \"pictures\": 0, \"acknowledged\": 10,"
                        + " \"dropped\": 2, \"waiting\": 1}'",
                4);
        assertThat(fed).isEqualTo(new Fed(60, 6, 4, 0, 3));
    }

    @Test
    void aFailureNamesTheDeviceTheExitCodeAndWhatTheAgentSaidLast() {
        assertThatThrownBy(() -> play("echo 'error model: wrong checksum' >&2; exit 4", 4))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("agent of crib")
                .hasMessageContaining("exit code 4")
                .hasMessageContaining("error model: wrong checksum");
        assertThatThrownBy(() -> play("exit 0", 4))
                .hasMessageContaining("agent of crib")
                .hasMessageContaining("summary");
    }

    @Test
    void aMonitorWouldListenOnWithoutItsModelButAReplayDoesNot() throws Exception {
        Files.createDirectory(folder.resolve("other"));
        var refuses = Script.write(
                folder.resolve("other"),
                "[ \"$3\" = --check ] && { echo 'wrong checksum' >&2; exit 4; }\n" + Script.SUMMARY);
        assertThatThrownBy(() -> play(refuses, 4))
                .hasMessageContaining("exit code 4")
                .hasMessageContaining("wrong checksum");
    }

    private Fed play(String script, double speed) throws Exception {
        return play(Script.agent(folder, script), speed);
    }

    private Fed play(Path script, double speed) throws Exception {
        var program = new AgentProgram(script, folder.resolve("model.bin"));
        var place = folder.resolve("crib");
        var recording = new Recording("crib", "willow", new PcmSource(new byte[AudioWindow.PCM_BYTES]));
        try {
            return ReplayAgent.prepare(program, "broker:9092", place, recording, DeviceIdentity.create("crib", NIGHT))
                    .play(NIGHT, speed);
        } finally {
            if (Files.exists(place)) {
                TemporaryFolder.delete(place);
            }
        }
    }
}
