package dev.cradlewatch.jobs.cluster.main;

import dev.cradlewatch.connectors.notify.SendPolicy;
import dev.cradlewatch.connectors.notify.VapidKeys;
import dev.cradlewatch.jobs.notify.NotifyConfig;
import dev.cradlewatch.jobs.notify.NotifyJob;
import dev.cradlewatch.jobs.notify.NotifyTopics;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Submits the job that tells caregivers. */
public final class NotifyMain {
    private NotifyMain() {}

    public static void main(String[] arguments) throws Exception {
        var system = JobArguments.config(arguments);
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        var topics = new NotifyTopics(system.kafka());
        var sending = SendPolicy.of(
                system.destinations(),
                VapidKeys.ofFile(system.vapidKeys()),
                system.contact(),
                system.console().toString());
        new NotifyJob(NotifyConfig.defaults(system.timebase(), sending)).define(topics.endless(env), topics.outputs());
        env.execute("notify");
    }
}
