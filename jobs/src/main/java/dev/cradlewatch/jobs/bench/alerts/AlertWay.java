package dev.cradlewatch.jobs.bench.alerts;

import java.util.Locale;

/** Ways from scores to alerts, in the order of their turns. */
enum AlertWay {
    PLAIN_LOOP("filter and alert logic over maps"),
    OPERATORS("the same in the job's operators: keyed state, timers, checkpoints, a shuffle by household");

    private final String work;

    AlertWay(String work) {
        this.work = work;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String work() {
        return work;
    }
}
