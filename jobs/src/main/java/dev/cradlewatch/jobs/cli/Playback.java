package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.watch.Results;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * What became of everything that was sent.
 *
 * @param recordsSent      different windows and events that the log took
 * @param recordsProcessed of these, scored, dead-lettered or, for events, worked off by the job
 * @param stranded         records that never reached the log
 * @param results          what the job wrote
 */
record Playback(long recordsSent, long recordsProcessed, long stranded, Results results) {

    static Playback of(Fed fed, Results results, long eventsWorkedOff) {
        var windows =
                Math.min(fed.windows(), results.scoredWindows() + results.deadWindows(Topics.AUDIO_WINDOWS.name()));
        var events = Math.min(fed.events(), eventsWorkedOff);
        return new Playback(fed.windows() + fed.events(), windows + events, fed.stranded(), results);
    }

    /** On the way to the log or behind it. */
    long lost() {
        return stranded + pending();
    }

    /** What the log took and the job did not work off. */
    long pending() {
        return recordsSent - recordsProcessed;
    }

    long alerts() {
        return results.alerts().stream().map(alert -> alert.id()).distinct().count();
    }

    /** Events that the job had worked off at its last checkpoint. */
    static long eventsWorkedOff(KafkaCluster cluster) throws IOException, InterruptedException {
        try (var admin = Admin.create(cluster.properties())) {
            var offsets = admin.listConsumerGroupOffsets(CryAlertTopics.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(Topics.DEVICE_EVENTS.name()))
                    .filter(entry -> entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IOException("no offsets of the job: " + e.getCause(), e);
        }
    }
}
