package dev.cradlewatch.jobs.bench.fleet;

/** When to look at the system: at the backlog every five seconds, at memory, which takes some seconds, as often as is planned. */
final class Looks {
    private static final long BACKLOG_EVERY_SECONDS = 5;

    private final long memoryEverySeconds;
    private long backlogNext = BACKLOG_EVERY_SECONDS;
    private long memoryNext;

    Looks(FleetPlan plan) {
        memoryEverySeconds = Math.max(1, plan.seconds() / plan.samples());
        memoryNext = memoryEverySeconds;
    }

    /** The second of the next look. */
    long next() {
        return Math.min(backlogNext, memoryNext);
    }

    boolean isTimeForMemory(long second) {
        var isTime = second >= memoryNext;
        while (memoryNext <= second) {
            memoryNext += memoryEverySeconds;
        }
        return isTime;
    }

    boolean isTime(long second) {
        var isTime = second >= backlogNext;
        while (backlogNext <= second) {
            backlogNext += BACKLOG_EVERY_SECONDS;
        }
        return isTime;
    }
}
