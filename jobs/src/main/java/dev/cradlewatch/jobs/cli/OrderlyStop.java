package dev.cradlewatch.jobs.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Lets a signal (Ctrl-C) end a command the way its own end would: it is interrupted and given time to close what it opened. */
final class OrderlyStop {
    private static final Duration AT_MOST = Duration.ofSeconds(90);

    private enum Phase {
        RUNNING,
        FINISHED,
        SIGNALLED
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);
    private final Thread command;

    private OrderlyStop(Thread command) {
        this.command = command;
    }

    /** From now on a signal interrupts this thread. */
    static OrderlyStop ofThisThread() {
        var stop = new OrderlyStop(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(stop::signalled, "orderly-stop"));
        return stop;
    }

    /** The command is done: exits with its code, unless a signal ends the process already. */
    void exit(int code) {
        if (phase.compareAndSet(Phase.RUNNING, Phase.FINISHED)) {
            System.exit(code);
        }
    }

    private void signalled() {
        if (!phase.compareAndSet(Phase.RUNNING, Phase.SIGNALLED)) {
            return;
        }
        command.interrupt();
        try {
            command.join(AT_MOST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
