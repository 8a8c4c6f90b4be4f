package dev.cradlewatch.operators.image;

import static dev.cradlewatch.operators.stream.DeadLetterReason.MODEL_FAILED;
import static dev.cradlewatch.operators.stream.DeadLetterReason.NO_REFERENCE;
import static dev.cradlewatch.operators.stream.DeadLetterReason.OVER_BUDGET;
import static dev.cradlewatch.operators.stream.DeadLetterReason.RESULT_TOO_LARGE;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.bounded.MemoryBudget;
import dev.cradlewatch.models.color.ColorModel;
import dev.cradlewatch.models.color.Colors;
import dev.cradlewatch.models.color.LabPicture;
import dev.cradlewatch.models.color.Luminance;
import dev.cradlewatch.models.color.PictureSize;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * From an uploaded night picture to the same picture in colour. It takes from the memory budget what the picture will hold at most,
 * decoder, model and new file together and in one go, so that no two pictures can wait for each other's rest; then it decodes the luminance,
 * shows the model a small copy of it, and lays the colours over the luminance while the new file is written. The same picture, reference and
 * model give the same file. Safe for any thread.
 */
public final class Colorizer {
    private final ColoringPolicy policy;
    private final ColorWorkshop workshop;
    private final PictureDecoder decoder;

    public Colorizer(ColoringPolicy policy, ColorWorkshop workshop) {
        this.policy = policy;
        this.workshop = workshop;
        decoder = new PictureDecoder(policy.limits());
    }

    /**
     * Colours a picture; waits until the budget has room for it.
     *
     * @param what        names the picture in messages
     * @param file        JPEG or PNG file
     * @param reference   a day picture of the same camera
     * @param maxResult   largest file to make, in bytes; a PNG that would be larger becomes a JPEG
     * @throws RefusedRecordException if the picture, its reference or the model does not allow it
     * @throws InterruptedException   if the thread is interrupted while it waits
     */
    public ColoredPicture color(String what, byte[] file, Optional<ReferencePicture> reference, int maxResult)
            throws RefusedRecordException, InterruptedException {
        try {
            var header = decoder.inspect(file);
            var model = workshop.methods().choose(reference.isPresent()).orElseThrow(Colorizer::noReference);
            var size = policy.workingSize().of(new PictureSize(header.uprightWidthPx(), header.uprightHeightPx()));
            int resultBytes = PictureMemory.resultBytes(header, header.format(), maxResult);
            long bytes = PictureMemory.ofNight(header, size, model.peakBytes(size), file.length, resultBytes);
            try (var permit = take(what, bytes)) {
                var night = decoder.decodeGrey(file);
                var guide = night.scaledTo(size);
                var day = model.usesReference() ? reference : Optional.<ReferencePicture>empty();
                long started = System.nanoTime();
                var colors = colors(model, guide, day);
                var inference = Duration.ofNanos(System.nanoTime() - started);
                var rows =
                        new ColoredRows(night, GuidedChroma.of(guide, colors.chroma(), night.size(), policy.guide()));
                var referenceId = day.map(ReferencePicture::imageId).orElse("");
                var format = header.format();
                var made = PictureEncoder.encode(rows, format, comment(model, referenceId), resultBytes);
                if (made.isEmpty() && format == PictureFormat.PNG) {
                    format = PictureFormat.JPEG;
                    made = PictureEncoder.encode(rows, format, comment(model, referenceId), resultBytes);
                }
                return new ColoredPicture(
                        made.orElseThrow(() -> tooLarge(what, maxResult)),
                        format,
                        night.widthPx(),
                        night.heightPx(),
                        model.name(),
                        referenceId,
                        colors.confidence(),
                        inference,
                        permit.bytes());
            }
        } catch (RefusedPictureException e) {
            throw e.asRecord();
        } catch (ModelException e) {
            throw new RefusedRecordException(MODEL_FAILED, e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("a file in memory cannot be written: " + e.getMessage(), e);
        }
    }

    private Colors colors(ColorModel model, Luminance guide, Optional<ReferencePicture> day)
            throws ModelException, RefusedPictureException {
        if (day.isEmpty()) {
            return model.colors(guide, Optional.empty());
        }
        var picture = decoder.decode(day.get().jpeg(), Integer.MAX_VALUE);
        return model.colors(guide, Optional.of(LabPicture.of(picture)));
    }

    /** Takes the memory, or says that there is never so much. */
    MemoryBudget.Permit take(String what, long bytes) throws RefusedRecordException, InterruptedException {
        if (!workshop.budget().fits(bytes)) {
            throw new RefusedRecordException(
                    OVER_BUDGET,
                    "%s needs %,d bytes of memory: the budget is %,d (raise the budget, or send a smaller picture)"
                            .formatted(what, bytes, workshop.budget().totalBytes()));
        }
        return workshop.budget().take(what, bytes);
    }

    private static String comment(ColorModel model, String referenceId) {
        return "Colours added by Cradlewatch; model: %s; reference: %s; luminance is the camera's"
                .formatted(model.name(), referenceId.isEmpty() ? "none" : asAscii(referenceId));
    }

    /** A comment has no room for more. */
    private static String asAscii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static RefusedRecordException noReference() {
        return new RefusedRecordException(
                NO_REFERENCE, "no good day picture, and no model that does without: expected one of the two");
    }

    private static RefusedRecordException tooLarge(String what, int maxResult) {
        return new RefusedRecordException(
                RESULT_TOO_LARGE,
                "%s is larger than %,d bytes in colour at any quality (configure a place for larger pictures)"
                        .formatted(what, maxResult));
    }
}
