package dev.cradlewatch.models.color;

import dev.cradlewatch.models.ModelException;
import java.util.Optional;
import java.util.OptionalDouble;

/** A {@link ColorTransfer} in the place of a model: colours by reference, without a network. */
public final class TransferModel implements ColorModel {
    /** Planes of the night, L, a, b and sRGB of the day, doubled for what a method keeps beside its answer. */
    private static final int BYTES_A_PIXEL = 64;

    private final String name;
    private final ColorTransfer transfer;

    public TransferModel(String name, ColorTransfer transfer) {
        this.name = name;
        this.transfer = transfer;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long peakBytes(PictureSize size) {
        return BYTES_A_PIXEL * size.pixels();
    }

    @Override
    public Colors colors(Luminance night, Optional<LabPicture> day) throws ModelException {
        var reference = day.orElseThrow(
                () -> new IllegalArgumentException(name + " without a day picture: expected a reference"));
        return new Colors(transfer.colorsFor(night, reference.toRgb()), OptionalDouble.empty());
    }

    @Override
    public boolean usesReference() {
        return true;
    }

    /** Holds nothing. */
    @Override
    public void close() {}
}
