package dev.cradlewatch.models.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.models.bounded.NativeMemory.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeMemoryTest {

    private static final int MB = 1 << 20;

    @Test
    void seesWhatIsTakenOutsideTheHeap() throws Exception {
        var memory = NativeMemory.ofThisProcess();
        memory.resetPeak();
        var start = memory.read();

        // Fresh direct memory is zeroed, so its pages are touched.
        var taken = ByteBuffer.allocateDirect(64 * MB);

        var now = memory.read().over(start);
        assertThat(now.anonymousBytes()).isGreaterThan(50L * MB);
        assertThat(now.peakBytes()).isGreaterThan(50L * MB);
        assertThat(taken.capacity()).isEqualTo(64 * MB);
    }

    @Test
    void readsTheKernelsFigures(@TempDir Path process) throws Exception {
        Files.writeString(process.resolve("status"), """
                Name:\tjava
                VmHWM:\t  300 kB
                VmRSS:\t  200 kB
                RssAnon:\t  150 kB
                """);

        var reading = NativeMemory.of(process).read();

        assertThat(reading).isEqualTo(new Reading(200 * 1024, 300 * 1024, 150 * 1024));
        assertThat(reading.over(new Reading(100 * 1024, 120 * 1024, 90 * 1024)))
                .isEqualTo(new Reading(100 * 1024, 200 * 1024, 60 * 1024));
    }

    @Test
    void saysWhatIsMissing(@TempDir Path process) throws Exception {
        Files.writeString(process.resolve("status"), "Name:\tjava\n");

        assertThatThrownBy(() -> NativeMemory.of(process).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no VmRSS");
    }
}
