package dev.cradlewatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.feed.Recording;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** The long night as it is played: it stands still where it was told to, so that a slow machine misses nothing of it. */
final class Night {
    private static final Duration AT_MOST = Duration.ofSeconds(180);

    private final CompletableFuture<Fed> played;
    private long second;
    private long until;

    private Night(KafkaCluster kafka, List<Recording> recordings, double speed, long until) {
        this.until = until;
        played = CompletableFuture.supplyAsync(() -> play(kafka, recordings, speed));
    }

    /** All of it, as fast as it goes. */
    static Fed whole(KafkaCluster kafka) {
        return new Night(kafka, LongNight.recordings(), Double.POSITIVE_INFINITY, Long.MAX_VALUE).end();
    }

    /** Begins; it stands still when it begins, too. */
    static Night begin(KafkaCluster kafka, double speed) {
        return begin(kafka, LongNight.recordings(), speed);
    }

    /** A part of it. */
    static Night begin(KafkaCluster kafka, List<Recording> recordings, double speed) {
        return new Night(kafka, recordings, speed, 1);
    }

    /** Lets it go on to this second. */
    synchronized void goOnUntil(long last) {
        until = last;
        notifyAll();
    }

    void await(long wanted) {
        Awaitility.await().atMost(AT_MOST).until(() -> second() >= wanted || played.isDone());
        assertThat(played).as("the night goes on").isNotDone();
    }

    Fed end() {
        goOnUntil(Long.MAX_VALUE);
        return played.join();
    }

    /** Ends it early, because a test has failed. */
    void abandon() {
        goOnUntil(Long.MAX_VALUE);
    }

    private synchronized long second() {
        return second;
    }

    private synchronized void reached(long now) {
        second = now;
        notifyAll();
        while (second >= until) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Fed play(KafkaCluster kafka, List<Recording> recordings, double speed) {
        try (var feeder = new FleetFeeder(kafka)) {
            feeder.register(recordings, LongNight.START);
            return feeder.play(recordings, Plan.of(LongNight.START, speed), this::reached);
        } catch (Exception e) {
            throw new IllegalStateException("the night is not played: " + e, e);
        }
    }
}
