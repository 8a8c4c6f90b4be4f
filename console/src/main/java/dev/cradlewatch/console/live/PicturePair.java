package dev.cradlewatch.console.live;

import dev.cradlewatch.operators.stream.Origin;
import java.time.Instant;

/**
 * A night picture and its coloured twin.
 *
 * @param imageId   of the upload
 * @param takenAt   when it was taken
 * @param widthPx   of both
 * @param heightPx  of both
 * @param model     what gave the colours
 * @param reference whether they follow a day picture
 * @param night     where the upload stands
 * @param color     where the coloured one stands
 */
public record PicturePair(
        String imageId,
        Instant takenAt,
        int widthPx,
        int heightPx,
        String model,
        boolean reference,
        Origin night,
        Origin color) {}
