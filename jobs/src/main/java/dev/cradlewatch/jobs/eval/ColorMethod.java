package dev.cradlewatch.jobs.eval;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.color.Chroma;
import dev.cradlewatch.models.color.ColorModel;
import dev.cradlewatch.models.color.ColorTransfer;
import dev.cradlewatch.models.color.LabPicture;
import dev.cradlewatch.models.color.Luminance;
import dev.cradlewatch.models.color.PictureSize;
import dev.cradlewatch.models.color.RgbPicture;
import java.util.Optional;

/** A way to colour a night picture, to be measured. */
public sealed interface ColorMethod {

    /**
     * The night's colours, in the night's size.
     *
     * @throws ModelException if a model fails
     */
    Chroma colors(Luminance night, RgbPicture day) throws ModelException;

    /** By the day picture's statistics. */
    record Transfer(ColorTransfer transfer) implements ColorMethod {
        @Override
        public Chroma colors(Luminance night, RgbPicture day) {
            return transfer.colorsFor(night, day);
        }
    }

    /** By a trained model. */
    record Model(ColorModel model) implements ColorMethod {
        @Override
        public Chroma colors(Luminance night, RgbPicture day) throws ModelException {
            var reference = model.usesReference() ? Optional.of(LabPicture.of(day)) : Optional.<LabPicture>empty();
            return model.colors(night, reference).chroma();
        }

        /** Native bytes that a run holds at most. */
        long peakBytes(Luminance night) {
            return model.peakBytes(new PictureSize(night.widthPx(), night.heightPx()));
        }
    }
}
