package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.cluster.main.CryAlertsMain;
import dev.cradlewatch.jobs.cluster.main.HistoryMain;
import dev.cradlewatch.jobs.cluster.main.NightColorMain;
import dev.cradlewatch.jobs.cluster.main.NotifyMain;

/** The jobs of a cluster: the one that people wait for first, and last the one that can't take back what it did. */
enum ClusterJob {
    CRY_ALERTS("cry-alerts", CryAlertsMain.class, true),
    NOTIFY("notify", NotifyMain.class, true),
    NIGHT_COLOR("night-color", NightColorMain.class, true),
    HISTORY("history", HistoryMain.class, false);

    private final String title;
    private final Class<?> main;
    private final boolean mayRepeat;

    ClusterJob(String title, Class<?> main, boolean mayRepeat) {
        this.title = title;
        this.main = main;
        this.mayRepeat = mayRepeat;
    }

    /** Flink's name of it. */
    String title() {
        return title;
    }

    String mainClass() {
        return main.getName();
    }

    /** Whether it may go on from an older state: what it tells again then has the same ids, so that nobody counts it twice. */
    boolean mayRepeat() {
        return mayRepeat;
    }
}
