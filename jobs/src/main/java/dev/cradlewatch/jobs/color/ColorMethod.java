package dev.cradlewatch.jobs.color;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.card.ModelFolder;
import dev.cradlewatch.models.color.ColorModel;
import dev.cradlewatch.models.color.ColorModels;
import dev.cradlewatch.models.color.ReinhardTransfer;
import dev.cradlewatch.models.color.TransferModel;
import dev.cradlewatch.models.color.WelshTransfer;
import dev.cradlewatch.operators.image.ColorMethods;
import java.util.Locale;
import java.util.Optional;

/** What pictures can be coloured by. */
public enum ColorMethod {
    /** The best that is built in: a model by reference, or transfer, and an automatic model where there is no reference. */
    BEST,
    /** The model by reference, in 8 bits. */
    COLOR_REF_U8,
    /** The model by reference. */
    COLOR_REF,
    /** The automatic model, in 8 bits; a reference is not looked at. */
    COLOR_AUTO_U8,
    /** The automatic model; a reference is not looked at. */
    COLOR_AUTO,
    /** Welsh et al. 2002, by reference. */
    TRANSFER,
    /** After Reinhard et al. 2001, by reference. */
    REINHARD;

    private static final String VERSION = " 1";
    private static final long SEED = 1;

    /** Pictures are coloured side by side, so one thread each keeps the machine's cores busy. */
    private static final int THREADS = 1;

    private static final String REFERENCE_MODEL = "color-ref";
    private static final String AUTOMATIC_MODEL = "color-auto";
    private static final String EIGHT_BITS = "-u8";

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it colours nothing without a day picture. */
    public boolean needsReference() {
        return switch (this) {
            case BEST -> !ModelFolder.isBuiltIn(AUTOMATIC_MODEL);
            case COLOR_AUTO, COLOR_AUTO_U8 -> false;
            case COLOR_REF, COLOR_REF_U8, TRANSFER, REINHARD -> true;
        };
    }

    /** @throws ModelException if a model cannot be loaded */
    ColorMethods open() throws ModelException {
        return switch (this) {
            case BEST -> best();
            case COLOR_REF, COLOR_REF_U8 -> byReference(ColorModels.load(toString(), THREADS));
            case COLOR_AUTO, COLOR_AUTO_U8 ->
                new ColorMethods(Optional.empty(), Optional.of(ColorModels.load(toString(), THREADS)));
            case TRANSFER -> byReference(new TransferModel(this + VERSION, new WelshTransfer(SEED)));
            case REINHARD -> byReference(new TransferModel(this + VERSION, new ReinhardTransfer()));
        };
    }

    private static ColorMethods best() throws ModelException {
        var reference = ModelFolder.isBuiltIn(REFERENCE_MODEL)
                ? Optional.of(ColorModels.load(REFERENCE_MODEL + EIGHT_BITS, THREADS))
                : TRANSFER.open().byReference();
        if (!ModelFolder.isBuiltIn(AUTOMATIC_MODEL)) {
            return new ColorMethods(reference, Optional.empty());
        }
        try {
            return new ColorMethods(reference, Optional.of(ColorModels.load(AUTOMATIC_MODEL + EIGHT_BITS, THREADS)));
        } catch (ModelException e) {
            reference.ifPresent(ColorModel::close);
            throw e;
        }
    }

    private static ColorMethods byReference(ColorModel model) {
        return new ColorMethods(Optional.of(model), Optional.empty());
    }
}
