package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.notify.Destinations;
import dev.cradlewatch.connectors.notify.SendPolicy;
import dev.cradlewatch.connectors.notify.VapidKeys;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.notify.NotifyConfig;
import dev.cradlewatch.jobs.notify.NotifyJob;
import dev.cradlewatch.jobs.notify.NotifyTopics;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.net.URI;

/** Tells a demo's caregivers by the channels that they enter on the page. Whoever runs a demo may use its machine anyway. */
final class DemoNotices {
    private static final String CONTACT = "mailto:demo@localhost";

    private DemoNotices() {}

    /** @param page where messages lead to */
    static void start(LocalStack stack, VapidKeys keys, URI page) throws IOException, InterruptedException {
        var env = stack.flink().environment();
        env.setParallelism(1);
        var sending = SendPolicy.of(Destinations.ANY, keys, CONTACT, page.toString());
        var topics = new NotifyTopics(stack.cluster());
        new NotifyJob(NotifyConfig.defaults(Timebase.STREAM, sending)).define(topics.endless(env), topics.outputs());
        stack.flink().submit("notify", env);
    }
}
