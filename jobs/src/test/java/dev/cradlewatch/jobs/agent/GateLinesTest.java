package dev.cradlewatch.jobs.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.jobs.feed.GateTrace;
import dev.cradlewatch.operators.device.WindowReason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateLinesTest {

    @Test
    void readsWhatTheProgramPrints() throws IOException {
        var trace = GateLines.read(List.of(
                "{\"file\": \"n.wav\", \"second\": 0, \"score\": 0.100000, \"streamed\": false, \"reason\": null}",
                "{\"file\": \"n.wav\", \"second\": 1, \"score\": 0.912345, \"streamed\": true, \"reason\": \"DETECTION\"}",
                "{\"file\": \"n.wav\", \"second\": 1, \"edge\": \"ONSET\", \"score\": 0.912345}"));

        assertThat(trace.seconds())
                .containsExactly(
                        new GateTrace.Second(0.1f, Optional.empty()),
                        new GateTrace.Second(0.912345f, Optional.of(WindowReason.DETECTION)));
        assertThat(trace.streamed()).isEqualTo(1);
    }

    @Test
    void aMissingSecondOrAStrangeLineIsNoTrace() {
        assertThatThrownBy(() -> GateLines.read(List.of(
                        "{\"file\": \"n.wav\", \"second\": 1, \"score\": 0.1, \"streamed\": false, \"reason\": null}")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("second 1");
        assertThatThrownBy(() -> GateLines.read(List.of("oops")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("oops");
        assertThatThrownBy(() -> GateLines.read(List.of("{\"second\": 0, \"edge\": \"SIDEWAYS\", \"score\": 0.1}")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SIDEWAYS");
    }
}
