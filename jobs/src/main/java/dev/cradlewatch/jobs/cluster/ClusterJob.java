package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.cluster.main.CryAlertsMain;
import dev.cradlewatch.jobs.cluster.main.HistoryMain;
import dev.cradlewatch.jobs.cluster.main.NightColorMain;
import dev.cradlewatch.jobs.cluster.main.NotifyMain;

/** The jobs of a cluster, the one that people wait for first. */
enum ClusterJob {
    CRY_ALERTS("cry-alerts", CryAlertsMain.class),
    NOTIFY("notify", NotifyMain.class),
    HISTORY("history", HistoryMain.class),
    NIGHT_COLOR("night-color", NightColorMain.class);

    private final String title;
    private final Class<?> main;

    ClusterJob(String title, Class<?> main) {
        this.title = title;
        this.main = main;
    }

    /** Flink's name of it. */
    String title() {
        return title;
    }

    String mainClass() {
        return main.getName();
    }
}
