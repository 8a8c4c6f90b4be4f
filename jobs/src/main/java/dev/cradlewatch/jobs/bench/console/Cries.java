package dev.cradlewatch.jobs.bench.console;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Writes cries at a steady rate, to one household after the other, and remembers which and when. For one thread. */
final class Cries {

    /**
     * A cry as the log has it.
     *
     * @param household  whose
     * @param atMillis   the broker's timestamp, milliseconds since the epoch
     */
    record Cry(String household, long atMillis) {}

    private final BenchLog log;
    private final String name;
    private final List<String> households;
    private final long everyNanos;
    private final Runnable step;
    private final Map<String, Cry> written = new LinkedHashMap<>();
    private long next = System.nanoTime();

    /**
     * @param name      begins the ids
     * @param perSecond how many
     * @param step      called after each
     */
    Cries(BenchLog log, String name, List<String> households, double perSecond, Runnable step) {
        this.log = log;
        this.name = name;
        this.households = List.copyOf(households);
        everyNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        this.step = step;
    }

    void write(int count) throws IOException, InterruptedException {
        var end = written.size() + count;
        writeWhile(() -> written.size() < end);
    }

    void writeWhile(BooleanSupplier goesOn) throws IOException, InterruptedException {
        next = Math.max(next, System.nanoTime());
        while (goesOn.getAsBoolean()) {
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            next += everyNanos;
            var household = households.get(written.size() % households.size());
            var id = name + "-" + written.size();
            written.put(id, new Cry(household, log.cry(household, id)));
            step.run();
        }
    }

    /** By their ids. */
    Map<String, Cry> written() {
        return Map.copyOf(written);
    }
}
