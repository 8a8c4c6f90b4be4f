package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.PictureSize;
import dev.cradlewatch.models.color.RgbPicture;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** From an uploaded day picture to what is kept of it, and whether it is good. Safe for any thread. */
public final class DayPictures {
    /** Enough to make the kept size from means of several pixels. */
    private static final int DECODED_PX = 1_000_000;

    private static final float QUALITY = 0.95f;
    private static final int LARGEST_BYTES = 1 << 20;

    private final ColoringPolicy policy;
    private final Colorizer memory;
    private final PictureDecoder decoder;

    public DayPictures(ColoringPolicy policy, Colorizer memory) {
        this.policy = policy;
        this.memory = memory;
        decoder = new PictureDecoder(policy.limits());
    }

    /**
     * A day picture, judged.
     *
     * @param picture as it is kept
     * @param flaw    why it is no good reference; empty if it is
     */
    public record Judged(ReferencePicture picture, Optional<DayFlaw> flaw) {}

    /**
     * Judges a picture and makes it small; waits until the budget has room for it.
     *
     * @throws RefusedRecordException if it is no picture that is read
     * @throws InterruptedException   if the thread is interrupted while it waits
     */
    public Judged judge(String imageId, Instant takenAt, byte[] file)
            throws RefusedRecordException, InterruptedException {
        try {
            var header = decoder.inspect(file);
            var upload = new PictureSize(header.uprightWidthPx(), header.uprightHeightPx());
            try (var permit = memory.take(imageId, PictureMemory.ofDay(header, DECODED_PX, file.length))) {
                var kept = policy.day().keptSize(upload);
                var picture = decoder.decode(file, DECODED_PX).scaledTo(kept.widthPx(), kept.heightPx());
                return new Judged(
                        new ReferencePicture(imageId, takenAt, jpeg(picture)),
                        policy.day().flaw(upload, PictureQuality.of(picture)));
            }
        } catch (RefusedPictureException e) {
            throw e.asRecord();
        }
    }

    private static byte[] jpeg(RgbPicture picture) {
        try {
            return PictureEncoder.encode(new PictureRows(picture), PictureFormat.JPEG, QUALITY, "day", LARGEST_BYTES)
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException("a file in memory cannot be written: " + e.getMessage(), e);
        }
    }

    /** A picture in memory, row by row. */
    private record PictureRows(RgbPicture picture) implements RgbRows {
        @Override
        public int widthPx() {
            return picture.widthPx();
        }

        @Override
        public int heightPx() {
            return picture.heightPx();
        }

        @Override
        public void row(int y, byte[] rgb) {
            for (int x = 0; x < picture.widthPx(); x++) {
                int pixel = picture.rgb()[y * picture.widthPx() + x];
                rgb[3 * x] = (byte) (pixel >> 16);
                rgb[3 * x + 1] = (byte) (pixel >> 8);
                rgb[3 * x + 2] = (byte) pixel;
            }
        }
    }
}
