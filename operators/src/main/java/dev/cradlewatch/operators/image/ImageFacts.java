package dev.cradlewatch.operators.image;

import dev.cradlewatch.operators.stream.Origin;
import java.time.Instant;

/**
 * What is known of a night picture in colour, without the picture.
 *
 * @param device           the monitor that took it
 * @param imageId          unique per device
 * @param takenAt          when it was taken, device clock
 * @param dataBytes        size of the file that came with the record, 0 if it lies at {@code uri}
 * @param uri              where the file lies, empty if it came with the record
 * @param widthPx          pixels
 * @param heightPx         pixels
 * @param model            name and version of the model that gave the colours
 * @param referenceImageId image id of the reference, empty without one
 * @param tookMicros       microseconds that it took
 * @param peakMemoryBytes  the most memory it held
 * @param source           where the upload stands in the log
 * @param colored          where the picture in colour stands in the log
 */
public record ImageFacts(
        String device,
        String imageId,
        Instant takenAt,
        long dataBytes,
        String uri,
        int widthPx,
        int heightPx,
        String model,
        String referenceImageId,
        long tookMicros,
        long peakMemoryBytes,
        Origin source,
        Origin colored) {

    /** @param colored where the record of the image stands in the log */
    public static ImageFacts of(ColorizedImage image, Origin colored) {
        return new ImageFacts(
                image.device(),
                image.imageId(),
                image.takenAt(),
                image.data().length,
                image.uri(),
                image.widthPx(),
                image.heightPx(),
                image.model(),
                image.referenceImageId(),
                image.tookMicros(),
                image.peakMemoryBytes(),
                image.source(),
                colored);
    }

    /** What one model made of one picture is one fact. */
    public String identity() {
        return String.join("\n", device, imageId, model);
    }
}
