package dev.cradlewatch.jobs.cry;

import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.alert.AlertPolicy;
import dev.cradlewatch.operators.audio.BatchPolicy;
import dev.cradlewatch.operators.audio.CryFilter;
import dev.cradlewatch.operators.audio.CryModelSource;
import dev.cradlewatch.operators.audio.ReorderPolicy;
import dev.cradlewatch.operators.device.AdmissionPolicy;
import dev.cradlewatch.operators.device.DuplicatePolicy;
import dev.cradlewatch.operators.device.LivenessPolicy;
import dev.cradlewatch.operators.stream.Timebase;

/**
 * Everything that can be set in a {@link CryAlertJob}.
 *
 * @param timebase   the clock that its operators live by
 * @param model      where each task gets the full model
 * @param features   log-mel that the model takes
 * @param admission  what records are taken
 * @param duplicates what is done about records that come again
 * @param reorder    how long windows wait for earlier ones
 * @param batch      when contexts go to the model
 * @param filter     how probabilities become a posterior
 * @param alerts     how posteriors become alerts
 * @param liveness   when a monitor is offline
 */
public record CryAlertConfig(
        Timebase timebase,
        CryModelSource model,
        FeatureSpec features,
        AdmissionPolicy admission,
        DuplicatePolicy duplicates,
        ReorderPolicy reorder,
        BatchPolicy batch,
        CryFilter filter,
        AlertPolicy alerts,
        LivenessPolicy liveness) {

    public static CryAlertConfig defaults(Timebase timebase, CryModelSource model, FeatureSpec features) {
        return new CryAlertConfig(
                timebase,
                model,
                features,
                AdmissionPolicy.defaults(timebase),
                DuplicatePolicy.defaults(),
                ReorderPolicy.defaults(timebase),
                BatchPolicy.defaults(),
                CryFilter.defaults(),
                AlertPolicy.defaults(),
                LivenessPolicy.defaults(timebase));
    }

    /** For replays of recordings, whose end is no outage. */
    public CryAlertConfig withoutOfflineAlerts() {
        return new CryAlertConfig(
                timebase, model, features, admission, duplicates, reorder, batch, filter, alerts, liveness.never());
    }
}
