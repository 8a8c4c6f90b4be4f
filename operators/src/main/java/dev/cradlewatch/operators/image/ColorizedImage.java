package dev.cradlewatch.operators.image;

import dev.cradlewatch.operators.stream.Origin;
import java.time.Instant;

/**
 * A night picture in colour.
 *
 * @param device           the monitor that took it
 * @param imageId          unique per device, that of the upload
 * @param takenAt          when it was taken, device clock
 * @param data             PNG or JPEG file; empty if it lies at {@code uri}
 * @param uri              where a larger file lies; empty if {@code data} holds it
 * @param widthPx          pixels, as the upload
 * @param heightPx         pixels, as the upload
 * @param model            name and version of the model that gave the colours
 * @param referenceImageId image id of the day picture that was the reference, empty without one
 * @param tookMicros       microseconds that it took
 * @param peakMemoryBytes  the most memory it held
 * @param source           where the upload stands in the log
 */
public record ColorizedImage(
        String device,
        String imageId,
        Instant takenAt,
        byte[] data,
        String uri,
        int widthPx,
        int heightPx,
        String model,
        String referenceImageId,
        long tookMicros,
        long peakMemoryBytes,
        Origin source) {}
