package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.color.Chroma;
import dev.cradlewatch.models.color.ColorModel;
import dev.cradlewatch.models.color.Colors;
import dev.cradlewatch.models.color.LabPicture;
import dev.cradlewatch.models.color.Luminance;
import dev.cradlewatch.models.color.PictureSize;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** Paints everything red. */
final class TestModel implements ColorModel {
    static final int PEAK = 8 << 20;

    boolean failing;
    boolean closed;

    private final String name;
    private final boolean usesReference;

    TestModel(String name, boolean usesReference) {
        this.name = name;
        this.usesReference = usesReference;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long peakBytes(PictureSize size) {
        return PEAK;
    }

    @Override
    public Colors colors(Luminance night, Optional<LabPicture> day) throws ModelException {
        if (failing) {
            throw new ModelException("output is NaN");
        }
        if (day.isPresent() != usesReference || night.widthPx() % 32 != 0 || night.heightPx() % 32 != 0) {
            throw new IllegalArgumentException(
                    "night of %d x %d, day %s".formatted(night.widthPx(), night.heightPx(), day));
        }
        var a = new float[night.l().length];
        Arrays.fill(a, 40);
        var colors = new Chroma(night.widthPx(), night.heightPx(), a, new float[a.length]);
        return new Colors(colors, usesReference ? OptionalDouble.of(0.5) : OptionalDouble.empty());
    }

    @Override
    public boolean usesReference() {
        return usesReference;
    }

    @Override
    public void close() {
        closed = true;
    }
}
