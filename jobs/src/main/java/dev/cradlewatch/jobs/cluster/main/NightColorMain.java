package dev.cradlewatch.jobs.cluster.main;

import dev.cradlewatch.jobs.color.ColorMethod;
import dev.cradlewatch.jobs.color.NightColorConfig;
import dev.cradlewatch.jobs.color.NightColorJob;
import dev.cradlewatch.jobs.color.NightColorTopics;
import dev.cradlewatch.jobs.color.SharedWorkshop;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Submits the job that colours night pictures. */
public final class NightColorMain {
    /** For the pictures of a worker that are coloured at once. */
    private static final long BUDGET_BYTES = 200L << 20;

    private static final int LARGEST_RESULT_BYTES = 64 << 20;

    private NightColorMain() {}

    public static void main(String[] arguments) throws Exception {
        var system = JobArguments.config(arguments);
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        var topics = new NightColorTopics(system.kafka());
        var config = NightColorConfig.defaults(
                system.timebase(),
                SharedWorkshop.source(ColorMethod.BEST, BUDGET_BYTES),
                system.pictureFolder(LARGEST_RESULT_BYTES));
        new NightColorJob(config).define(topics.endless(env), topics.outputs());
        env.execute("night-color");
    }
}
