package dev.cradlewatch.operators.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class SoundLevelTest {

    @Test
    void aFullScaleSineIsThreeDecibelsBelowFullScale() {
        assertThat(SoundLevel.dbfs(sine(32_767))).isCloseTo(-3.01f, within(0.01f));
    }

    @Test
    void halfTheAmplitudeIsSixDecibelsLess() {
        assertThat(SoundLevel.dbfs(sine(16_384)) - SoundLevel.dbfs(sine(8_192))).isCloseTo(6.02f, within(0.01f));
    }

    @Test
    void silenceIsTheFloor() {
        assertThat(SoundLevel.dbfs(new byte[32_000])).isEqualTo(SoundLevel.FLOOR_DBFS);
        assertThat(SoundLevel.dbfs(new byte[0])).isEqualTo(SoundLevel.FLOOR_DBFS);
    }

    private static byte[] sine(int amplitude) {
        var pcm = ByteBuffer.allocate(32_000).order(ByteOrder.LITTLE_ENDIAN);
        for (var sample = 0; sample < 16_000; sample++) {
            pcm.putShort((short) Math.round(amplitude * Math.sin(2 * Math.PI * 440 * sample / 16_000)));
        }
        return pcm.array();
    }
}
