package dev.cradlewatch.connectors.query;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a statement that takes too long, also while its rows are fetched. JDBC's own query timeout ends with the first row.
 */
final class Watchdog implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final Statement statement;
    private final Future<?> bites;
    private volatile boolean bitten;

    Watchdog(Statement statement, Duration atMost, ScheduledExecutorService clock) {
        this.statement = statement;
        bites = clock.scheduleWithFixedDelay(this::bite, atMost.toMillis(), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A clock for any number of them. */
    static ScheduledExecutorService clock() {
        var clock = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "query-timeout");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    boolean hasBitten() {
        return bitten;
    }

    private void bite() {
        bitten = true;
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It has just ended by itself.
        }
    }

    @Override
    public void close() {
        bites.cancel(false);
    }
}
