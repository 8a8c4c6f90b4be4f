package dev.cradlewatch.jobs.bench.console;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What else goes on while alerts are measured: a score a second of every household's monitor, one after the other over the second. */
final class Scores implements AutoCloseable {
    private static final long SECOND_MICROS = 1_000_000;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final BenchLog log;
    private final List<String> households;
    private long next;

    private Scores(BenchLog log, List<String> households) {
        this.log = log;
        this.households = households;
    }

    static Scores start(BenchLog log, List<String> households) {
        var scores = new Scores(log, households);
        var every = SECOND_MICROS / households.size();
        scores.thread.scheduleAtFixedRate(scores::write, every, every, TimeUnit.MICROSECONDS);
        return scores;
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(1, TimeUnit.SECONDS);
    }

    private void write() {
        log.score(households.get((int) (next % households.size())), next / households.size());
        next++;
    }
}
