package dev.cradlewatch.operators.image;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A night picture in colour.
 *
 * @param file             JPEG or PNG file, upright, as large as the upload
 * @param format           its format
 * @param widthPx          pixels of a row
 * @param heightPx         rows
 * @param model            name and version of the model that gave the colours
 * @param referenceImageId image id of the reference, empty without one
 * @param confidence       how far the model followed the reference, if it says so
 * @param inference        time in the model
 * @param heldBytes        what it took from the memory budget
 */
public record ColoredPicture(
        byte[] file,
        PictureFormat format,
        int widthPx,
        int heightPx,
        String model,
        String referenceImageId,
        OptionalDouble confidence,
        Duration inference,
        long heldBytes) {}
