package dev.cradlewatch.jobs.color;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.color.ColorModel;
import dev.cradlewatch.models.color.ReinhardTransfer;
import dev.cradlewatch.models.color.TransferModel;
import dev.cradlewatch.models.color.WelshTransfer;
import dev.cradlewatch.operators.image.ColorMethods;
import java.util.Locale;
import java.util.Optional;

/** What a user can ask to have pictures coloured by. */
public enum ColorMethod {
    /** Welsh et al. 2002, from a day picture. */
    TRANSFER,
    /** After Reinhard et al. 2001, from a day picture. */
    REINHARD;

    private static final String VERSION = " 1";
    private static final long SEED = 1;

    /** The name on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it colours nothing without a day picture. */
    public boolean needsReference() {
        return true;
    }

    /** @throws ModelException if a model cannot be loaded */
    ColorMethods open() throws ModelException {
        return switch (this) {
            case TRANSFER -> byReference(new TransferModel(title() + VERSION, new WelshTransfer(SEED)));
            case REINHARD -> byReference(new TransferModel(title() + VERSION, new ReinhardTransfer()));
        };
    }

    private static ColorMethods byReference(ColorModel model) {
        return new ColorMethods(Optional.of(model), Optional.empty());
    }
}
