package dev.cradlewatch.console.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.WindowReason;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class SoundTest {
    private static final Instant START = Instant.parse("2026-01-15T22:00:00Z");
    private static final int BYTES_A_SECOND = AudioWindow.PCM_BYTES;

    @Test
    void thereIsNoSoundWithoutAWindow() {
        assertThat(Sound.of(List.of())).isEmpty();
    }

    @Test
    void windowsFollowEachOtherByTheDevicesOwnClock() {
        var sound = Sound.of(List.of(window(2_000, 3), window(0, 1), window(1_000, 2)))
                .orElseThrow();
        assertThat(second(sound, 0)).containsOnly(1);
        assertThat(second(sound, 1)).containsOnly(2);
        assertThat(second(sound, 2)).containsOnly(3);
        assertThat(sound.pcm()).hasSize(3 * BYTES_A_SECOND);
    }

    @Test
    void whatWasNotStreamedIsSilenceInItsPlace() {
        var sound = Sound.of(List.of(window(0, 1), window(2_500, 2))).orElseThrow();
        assertThat(sound.pcm()).hasSize(3 * BYTES_A_SECOND + BYTES_A_SECOND / 2);
        assertThat(Arrays.copyOfRange(sound.pcm(), BYTES_A_SECOND, 2 * BYTES_A_SECOND + BYTES_A_SECOND / 2))
                .containsOnly(0);
        assertThat(Arrays.copyOfRange(sound.pcm(), 2 * BYTES_A_SECOND + BYTES_A_SECOND / 2, sound.pcm().length))
                .containsOnly(2);
    }

    @Test
    void aSoundIsAtMostAMinuteAndAHalf() {
        var windows = IntStream.range(0, 200)
                .mapToObj(second -> window(1_000L * second, 1))
                .toList();
        assertThat(Sound.of(windows).orElseThrow().pcm()).hasSize(90 * BYTES_A_SECOND);
    }

    /** A device whose clock jumps must not make the console reserve a day of silence. */
    @Test
    void aWindowFarAwayIsLeftOut() {
        var day = Duration.ofDays(30).toMillis();
        assertThat(Sound.of(List.of(window(0, 1), window(day, 2))).orElseThrow().pcm())
                .hasSize(BYTES_A_SECOND);
    }

    @Test
    void aWindowOfAnotherLengthIsLeftOut() {
        assertThat(Sound.of(List.of(window(0, new byte[100])))).isEmpty();
    }

    @Test
    void anyPlayerPlaysTheFile() throws Exception {
        var sound = Sound.of(List.of(window(0, 1), window(1_000, 2))).orElseThrow();
        try (var player = AudioSystem.getAudioInputStream(new ByteArrayInputStream(sound.wav()))) {
            assertThat(player.getFormat().getSampleRate()).isEqualTo(16_000);
            assertThat(player.getFormat().getChannels()).isEqualTo(1);
            assertThat(player.getFrameLength()).isEqualTo(32_000);
            assertThat(player.readAllBytes()).isEqualTo(sound.pcm());
        }
    }

    @Test
    void aFileOfTheHistoryIsTheSameSound() {
        var sound = Sound.of(List.of(window(0, 1))).orElseThrow();
        assertThat(Sound.ofWav(sound.wav()).pcm()).isEqualTo(sound.pcm());
        assertThat(Sound.ofWav(new byte[3]).pcm()).isEmpty();
    }

    private static byte[] second(Sound sound, int number) {
        return Arrays.copyOfRange(sound.pcm(), number * BYTES_A_SECOND, (number + 1) * BYTES_A_SECOND);
    }

    private static AudioWindow window(long millis, int value) {
        var pcm = new byte[BYTES_A_SECOND];
        Arrays.fill(pcm, (byte) value);
        return window(millis, pcm);
    }

    private static AudioWindow window(long millis, byte[] pcm) {
        var start = START.plusMillis(millis);
        return new AudioWindow(
                "crib", 1, millis, start, start, AudioWindow.SAMPLE_RATE_HZ, pcm, 0.5f, "test", WindowReason.DETECTION);
    }
}
