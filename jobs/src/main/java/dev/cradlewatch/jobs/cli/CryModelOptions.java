package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.cry.SharedCryModel;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;

/** The job's configuration with the built-in model. */
final class CryModelOptions {
    static final String CRY_FULL = "cry-full";

    /** Each subtask scores its own batches side by side, so one thread a call keeps the machine's cores busy. */
    private static final int THREADS = 1;

    private CryModelOptions() {}

    static CryAlertConfig config(Timebase timebase) throws IOException {
        try {
            return CryAlertConfig.defaults(
                    timebase, () -> SharedCryModel.lease(CRY_FULL, THREADS), FeatureSpec.load(CRY_FULL));
        } catch (ModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
