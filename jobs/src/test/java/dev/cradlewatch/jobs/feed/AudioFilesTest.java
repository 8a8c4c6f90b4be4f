package dev.cradlewatch.jobs.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.operators.device.AudioWindow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioFilesTest {
    @TempDir
    private Path folder;

    @Test
    void readsAWavFileSecondBySecondAndPadsTheLast() throws IOException {
        var pcm = new byte[AudioWindow.PCM_BYTES * 2 + 1_000];
        new Random(1).nextBytes(pcm);
        var seconds = read(wav("a.wav", pcm, 16_000, 1));

        assertThat(seconds).hasSize(3);
        assertThat(seconds.get(1)).isEqualTo(Arrays.copyOfRange(pcm, AudioWindow.PCM_BYTES, 2 * AudioWindow.PCM_BYTES));
        assertThat(seconds.get(2)).hasSize(AudioWindow.PCM_BYTES).startsWith(Arrays.copyOfRange(pcm, 64_000, 65_000));
        assertThat(seconds.get(2)[1_000]).isZero();
    }

    @Test
    void resamplesWhatIsNotOurs() throws IOException {
        var threeSecondsOf8kHzStereo = new byte[3 * 8_000 * 2 * 2];
        assertThat(read(wav("b.wav", threeSecondsOf8kHzStereo, 8_000, 2))).hasSize(3);
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        var noAudio = Files.writeString(folder.resolve("c.flac"), "no audio");
        assertThatThrownBy(() -> read(noAudio)).isInstanceOf(IOException.class).hasMessageContaining("c.flac");
        assertThatThrownBy(() -> read(Files.writeString(folder.resolve("d.wav"), "no audio")))
                .hasMessageContaining("d.wav is not a WAV file");
        assertThatThrownBy(() -> AudioFiles.open(folder.resolve("gone.wav"))).hasMessageContaining("gone.wav");
    }

    @Test
    void listsAFolderByName() throws IOException {
        Files.createDirectories(folder.resolve("x"));
        Files.writeString(folder.resolve("x/2.opus"), "");
        Files.writeString(folder.resolve("1.WAV"), "");
        Files.writeString(folder.resolve("notes.txt"), "");
        assertThat(AudioFiles.list(folder))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("1.WAV", "2.opus");
    }

    private Path wav(String name, byte[] pcm, int rateHz, int channels) throws IOException {
        var format = new AudioFormat(rateHz, 16, channels, true, false);
        var file = folder.resolve(name);
        var frames = pcm.length / format.getFrameSize();
        try (var stream = new AudioInputStream(new ByteArrayInputStream(pcm), format, frames)) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        }
        return file;
    }

    private static List<byte[]> read(Path file) throws IOException {
        var seconds = new ArrayList<byte[]>();
        try (var reader = AudioFiles.open(file)) {
            for (var second = reader.next(); second.isPresent(); second = reader.next()) {
                seconds.add(second.get());
            }
        }
        return seconds;
    }
}
