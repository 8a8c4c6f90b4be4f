package dev.cradlewatch.connectors.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.connectors.files.FileStore;
import dev.cradlewatch.connectors.files.S3Server;
import dev.cradlewatch.operators.clip.Clip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import javax.sound.sampled.AudioSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clips where several machines share a history. */
class ClipBucketTest {
    private static final String ADDRESS = "s3://%s/clips".formatted(S3Server.BUCKET);
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Instant NIGHT = Instant.parse("2026-01-15T23:59:58Z");

    private S3Server s3;
    private ClipFolder folder;

    @BeforeEach
    void start() throws Exception {
        s3 = new S3Server();
        folder = new ClipFolder(ADDRESS, FileStore.of(ADDRESS, s3.store().properties()), RETENTION);
    }

    @AfterEach
    void stop() throws Exception {
        s3.close();
    }

    @Test
    void aClipIsReadBackByTheAddressThatTheHistoryNames() throws Exception {
        var clip = clip("cry:hazel/crib@1", NIGHT);

        var file = folder.write(clip, NIGHT);
        folder.write(clip, NIGHT);

        assertThat(file.path()).isEqualTo("s3://cradle/clips/2026-01-15/cry%3Ahazel%2Fcrib%401_crib.wav");
        assertThat(s3.keys()).containsExactly("clips/2026-01-15/cry%3Ahazel%2Fcrib%401_crib.wav");
        var read = folder.read(file.path()).orElseThrow();
        assertThat(read).hasSize((int) file.bytes());
        try (var sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(read))) {
            assertThat(sound.readAllBytes()).isEqualTo(clip.pcm());
        }
        assertThat(folder.read("s3://cradle/clips/2026-01-15/gone.wav")).isEmpty();
    }

    @Test
    void nothingElseOfTheStoreIsRead() {
        for (var other : new String[] {
            "s3://other/clips/2026-01-15/a.wav", "s3://cradle/history/2026-01-15/a.wav", "s3://cradle/clips/../../a.wav"
        }) {
            assertThatThrownBy(() -> folder.read(other))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is no clip of");
        }
    }

    @Test
    void theJobDeletesClipsWhenTheirTimeIsOverAndNothingElse() throws Exception {
        folder.write(clip("old", NIGHT), NIGHT);
        FileStore.of(ADDRESS, s3.store().properties())
                .write(new Path("s3://cradle/history/2026-01-15/rows.parquet"), new byte[4]);
        var written = Instant.now();
        try (var harness = new OneInputStreamOperatorTestHarness<>(new KeepClips(folder, ShortLog::new))) {
            harness.setProcessingTime(
                    written.plus(RETENTION).minus(Duration.ofMinutes(10)).toEpochMilli());
            harness.open();
            assertThat(s3.keys()).contains("clips/2026-01-15/old_crib.wav");

            harness.setProcessingTime(
                    written.plus(RETENTION).plus(Duration.ofHours(1)).toEpochMilli());

            assertThat(s3.keys()).containsExactly("history/2026-01-15/rows.parquet");
        }
    }

    private static Clip clip(String alert, Instant start) {
        var pcm = new byte[64_000];
        new Random(7).nextBytes(pcm);
        return new Clip(alert, "home", "crib", start.plusSeconds(5), start, 1_500, pcm);
    }
}
