package dev.cradlewatch.models.color;

import dev.cradlewatch.models.ModelException;
import java.util.Optional;

/** Gives a night picture colours. Safe for use by several threads. */
public interface ColorModel extends AutoCloseable {

    /** Name and version, for example {@code color-ref-u8 0.1.0}. */
    String name();

    /**
     * Native bytes that the loaded model holds between runs, whoever runs it. Who keeps a budget takes them once for each
     * loaded model.
     */
    default long heldBytes() {
        return 0;
    }

    /**
     * Native bytes that one run on a picture of that model-side size holds at most, beyond {@link #heldBytes()}.
     *
     * @throws IllegalArgumentException if the model does not take pictures of that size
     */
    long peakBytes(PictureSize size);

    /**
     * The colours of a night picture.
     *
     * @param night at the model's working size: both sides multiples of 32
     * @param day   the reference, of any size, which the model scales; present if and only if {@link #usesReference()}
     * @return a and b in the night's size
     * @throws ModelException           if the runtime fails or gives something that is no colour
     * @throws IllegalArgumentException if the night's sides do not fit or the reference is absent or too much
     * @throws IllegalStateException    if the model is closed
     */
    Colors colors(Luminance night, Optional<LabPicture> day) throws ModelException;

    /** Whether the model takes a day picture as reference. */
    boolean usesReference();

    /** Frees the model after the runs under way. A second call does nothing. */
    @Override
    void close();
}
