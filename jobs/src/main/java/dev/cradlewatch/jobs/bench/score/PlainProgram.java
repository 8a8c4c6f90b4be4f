package dev.cradlewatch.jobs.bench.score;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.operators.device.DeviceRegistration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The consumer program that somebody might write instead of the job, as far as the scores: threads that share out the partitions. */
final class PlainProgram {

    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);

    private PlainProgram() {}

    /**
     * Scores what topic audio.windows holds now.
     *
     * @param devices the registry
     * @throws IOException if a thread fails
     */
    static void run(KafkaCluster cluster, Map<String, DeviceRegistration> devices, CryAlertConfig config, int threads)
            throws IOException, InterruptedException {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var running = new ArrayList<Future<Void>>();
            for (var number = 0; number < threads; number++) {
                var share = number;
                running.add(pool.submit((Callable<Void>) () -> {
                    try (var consumer = new PlainConsumer(cluster, devices, config)) {
                        consumer.scoreShare(share, threads);
                    }
                    return null;
                }));
            }
            for (var thread : running) {
                thread.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the plain consumer failed: " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
            pool.awaitTermination(GONE_WITHIN.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
