package dev.cradlewatch.connectors.query;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a statement that takes too long, also while its rows are fetched. JDBC's own query timeout ends with the first row.
 */
final class Watchdog implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "query-timeout");
        thread.setDaemon(true);
        return thread;
    });
    private final Statement statement;
    private volatile boolean bitten;

    Watchdog(Statement statement, Duration atMost) {
        this.statement = statement;
        clock.scheduleWithFixedDelay(this::bite, atMost.toMillis(), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
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
        clock.shutdownNow();
    }
}
