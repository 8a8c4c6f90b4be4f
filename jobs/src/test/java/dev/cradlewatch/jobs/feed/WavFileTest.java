package dev.cradlewatch.jobs.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBackAndNeedsNoDecoding() throws IOException {
        var pcm = new byte[70_000];
        new Random(1).nextBytes(pcm);
        var file = folder.resolve("a.wav");
        WavFile.write(file, new StreamReader(new ByteArrayInputStream(pcm), () -> {}));

        var read = new ByteArrayOutputStream();
        try (var reader = AudioFiles.open(file)) {
            reader.copyTo(read);
        }
        assertThat(read.toByteArray()).isEqualTo(pcm);
        assertThat(AudioFiles.source(file).wav()).contains(file);
    }
}
