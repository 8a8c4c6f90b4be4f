package dev.cradlewatch.jobs.bench.alerts;

import dev.cradlewatch.jobs.bench.Turns;
import dev.cradlewatch.jobs.bench.Turns.Way;
import dev.cradlewatch.jobs.bench.fleet.StackFleet;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** How fast scores become alerts: many in a row, and one in real time. */
public final class AlertsBench {
    private static final int MONITORS_IN_A_ROW = 1_000;

    private final AlertsPlan plan;
    private final CryAlertConfig replay;
    private final StackFleet fleet;

    /**
     * @param replay configuration of the job that lives by the stream's time
     * @param live   the same by the wall clock
     * @throws IllegalArgumentException if there is no monitor, or no time for a cry
     */
    public AlertsBench(AlertsPlan plan, CryAlertConfig replay, CryAlertConfig live) {
        this.plan = plan;
        this.replay = replay;
        fleet = new StackFleet(live, plan.monitors(), plan.seconds());
    }

    /** How often {@link #run} calls its step. */
    public long steps() {
        return plan.turns() + fleet.length().toSeconds();
    }

    /**
     * Measures.
     *
     * @param step called after each turn and each second
     * @throws IOException if the ways do not tell the same number of alerts
     */
    public AlertsReport run(Runnable step) throws IOException, InterruptedException {
        try (var folder = TemporaryFolder.create("cradlewatch-bench")) {
            var ways = new AlertWays(replay, new BenchScores(MONITORS_IN_A_ROW), plan.scores(), folder.path());
            var alerts = ways.alerts();
            var turns = new Turns<>(
                    new EnumMap<AlertWay, Way>(
                            Map.of(AlertWay.PLAIN_LOOP, ways.loop(), AlertWay.OPERATORS, ways.operators(alerts))),
                    plan.warmUps(),
                    plan.rounds());
            var rates = turns.take(step);
            return new AlertsReport(plan.scores(), alerts, rates, fleet.run(second -> step.run()));
        }
    }
}
