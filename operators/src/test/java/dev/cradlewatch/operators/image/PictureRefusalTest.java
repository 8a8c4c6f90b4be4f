package dev.cradlewatch.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What is refused before any memory for pixels is taken. */
class PictureRefusalTest {
    private static final int PLENTY = 1_000_000;
    private static final int SIDE = 64_000;

    private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

    @Test
    void imageBombsAreRefused() {
        assertRefused(
                PictureFiles.forgedPng(SIDE, SIDE),
                PictureFault.TOO_MANY_PIXELS,
                "picture of 64000 x 64000 pixels: expected at most 25000000 pixels, 16384 a side");
        assertRefused(PictureFiles.forgedJpeg(SIDE, SIDE, 3), PictureFault.TOO_MANY_PIXELS, "64000 x 64000");
        assertRefused(PictureFiles.forgedPng(-1, -1), PictureFault.TOO_MANY_PIXELS, "4294967295 x 4294967295");
        assertRefused(PictureFiles.forgedPng(1_000_000, 1), PictureFault.TOO_MANY_PIXELS, "1000000 x 1");
        assertRefused(PictureFiles.forgedJpeg(10, 20_000, 1), PictureFault.TOO_MANY_PIXELS, "10 x 20000");
    }

    @Test
    void progressivePicturesMayBeAsLargeAsTheyAreCostly() {
        var progressive = PictureFiles.forgedJpeg(4_000, 3_000, 3);
        progressive[3] = (byte) 0xc2;
        assertRefused(
                progressive,
                PictureFault.TOO_MANY_PIXELS,
                "progressive JPEG of 4000 x 3000 pixels: expected at most 8000000 pixels");
        assertThatNoException().isThrownBy(() -> decoder.inspect(PictureFiles.forgedJpeg(4_000, 3_000, 3)));
    }

    @Test
    void filesThatAreNoPictureAreRefused() {
        assertRefused(new byte[0], PictureFault.EMPTY, "picture of 0 bytes");
        assertRefused(PictureFiles.bytes(0xff), PictureFault.NOT_A_PICTURE, "begins with 0xff");
        assertRefused("GIF89a-and-more".getBytes(StandardCharsets.US_ASCII), PictureFault.NOT_A_PICTURE, "0x47");
        assertRefused("RIFF1234WEBPVP8 ".getBytes(StandardCharsets.US_ASCII), PictureFault.NOT_A_PICTURE, "0x52");
        assertRefused(
                new byte[PictureLimits.DEFAULT.maxBytes() + 1],
                PictureFault.TOO_MANY_BYTES,
                "33554433 bytes: expected at most 33554432");
    }

    @Test
    void filesThatEndEarlyAreRefused() {
        var png = PictureFiles.forgedPng(100, 100);
        var jpeg = PictureFiles.forgedJpeg(100, 100, 3);
        assertRefused(Arrays.copyOf(png, png.length - 1), PictureFault.TRUNCATED, "PNG of 56 bytes");
        assertRefused(Arrays.copyOf(jpeg, jpeg.length - 2), PictureFault.TRUNCATED, "JPEG of");
        var longChunk = png.clone();
        longChunk[33] = 0x7f;
        assertRefused(longChunk, PictureFault.TRUNCATED, "PNG of 57 bytes");
    }

    @Test
    void contradictionsAndKindsThatAreNotReadAreRefused() {
        assertRefused(PictureFiles.forgedPng(0, 5), PictureFault.DAMAGED, "0 x 5");
        assertRefused(PictureFiles.forgedJpeg(5, 0, 3), PictureFault.DAMAGED, "5 x 0");
        assertRefused(PictureFiles.forgedJpeg(5, 5, 4), PictureFault.UNSUPPORTED, "SOF0 with 4 components of 8 bits");
        var start = PictureFiles.bytes(0xff, 0xd8);
        var end = PictureFiles.bytes(0xff, 0xd9);
        var frame = PictureFiles.frame(9, 9, 3);
        assertRefused(PictureFiles.join(start, frame, frame, end), PictureFault.DAMAGED, "two frames");
        assertRefused(PictureFiles.join(start, PictureFiles.scan(), end), PictureFault.DAMAGED, "before the frame");
        assertRefused(PictureFiles.join(start, frame, end), PictureFault.DAMAGED, "without a scan");
        var scans =
                PictureFiles.join(Collections.nCopies(31, PictureFiles.scan()).toArray(byte[][]::new));
        assertRefused(PictureFiles.join(start, frame, scans, end), PictureFault.DAMAGED, "over 30 scans");
    }

    @Test
    void theLargestFileIsWalkedInTime() throws Exception {
        var head = PictureFiles.join(
                PictureFiles.bytes(0xff, 0xd8), PictureFiles.frame(5_000, 5_000, 3), PictureFiles.scan());
        var file = Arrays.copyOf(head, PictureLimits.DEFAULT.maxBytes());
        assertRefused(file, PictureFault.TRUNCATED, "JPEG of 33554432 bytes");
    }

    /** In 100 ms of a processor, with a reason, without allocating more than the message takes; classes are loaded by a first call. */
    private void assertRefused(byte[] file, PictureFault fault, String reason) {
        catchThrowableOfType(RefusedPictureException.class, () -> decoder.decode(file, PLENTY));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long allocated = threads.getThreadAllocatedBytes(thread);
        long start = threads.getCurrentThreadCpuTime();
        var refusal = catchThrowableOfType(RefusedPictureException.class, () -> decoder.decode(file, PLENTY));
        var took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
        assertThat(threads.getThreadAllocatedBytes(thread) - allocated).isLessThan(100_000);
        assertThat(took).isLessThan(Duration.ofMillis(100));
        assertThat(refusal.fault()).as(refusal.getMessage()).isEqualTo(fault);
        assertThat(refusal).hasMessageContaining(reason);
    }
}
