package dev.cradlewatch.jobs.cluster.main;

import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import dev.cradlewatch.jobs.cry.Arrivals;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.cry.CryAlertJob;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.cry.SharedCryModel;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.stream.Timebase;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Submits the alert job. */
public final class CryAlertsMain {
    private static final String MODEL = "cry-full";

    /** Each subtask scores its own batches side by side, so one thread a call keeps the machine's cores busy. */
    private static final int THREADS = 1;

    private static final int PARALLELISM = 2;

    private CryAlertsMain() {}

    public static void main(String[] arguments) throws Exception {
        var system = JobArguments.config(arguments);
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(PARALLELISM);
        var topics = new CryAlertTopics(system.kafka(), arrivals(system));
        new CryAlertJob(config(system)).define(topics.endless(env), topics.outputs());
        env.execute("cry-alerts");
    }

    private static CryAlertConfig config(SystemConfig system) throws ModelException {
        var config = CryAlertConfig.defaults(
                system.timebase(), () -> SharedCryModel.lease(MODEL, THREADS), FeatureSpec.load(MODEL));
        return system.timebase() == Timebase.WALL ? config : config.withoutOfflineAlerts();
    }

    /**
     * Where the stream is the clock, a partition whose broker was lost must hold the watermark back, or what it had would come late:
     * so none counts as idle, and a night that is played needs a monitor in each partition.
     */
    private static Arrivals arrivals(SystemConfig system) {
        return system.timebase() == Timebase.WALL
                ? Arrivals.inStep()
                : new Arrivals(Duration.ofSeconds(1), Optional.empty());
    }
}
