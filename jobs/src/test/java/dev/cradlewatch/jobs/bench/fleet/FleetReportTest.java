package dev.cradlewatch.jobs.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.jobs.bench.fleet.AlertTimes.Ring;
import dev.cradlewatch.jobs.bench.fleet.AlertTimes.Told;
import dev.cradlewatch.jobs.feed.Fed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetReportTest {
    private static final Instant BEGIN = Instant.parse("2026-01-15T22:00:00Z");
    private static final FleetPlan PLAN = new FleetPlan(2, Duration.ofMinutes(10), 5);
    private static final MonitorNight CRIES = MonitorNight.of(0, 600);
    private static final MonitorNight QUIET = MonitorNight.of(1, 600);
    private static final int CRY = CRIES.cry().orElseThrow().from();

    @Test
    void latencyIsFromTheEndOfTheSoundAndFromTheBeginningOfTheCry() {
        var report = report(List.of(ring(CRIES, CRY + 6, 120)), 0, List.of(3L, 3L, 3L));

        var row = report.json().path("rows").get(0);
        assertThat(row.path("p50_ms").asLong()).isEqualTo(120);
        assertThat(row.path("cry_to_alert_p50_ms").asLong()).isBetween(6_110L, 6_130L);
        assertThat(row.path("told").asInt()).isEqualTo(1);
        assertThat(row.path("other_alerts").asInt()).isZero();
        assertThat(report.isWhole()).isTrue();
    }

    @Test
    void anAlertWhereNobodyCriesIsNotACryThatWasTold() {
        var report = report(List.of(ring(QUIET, 50, 80)), 0, List.of(3L, 3L, 3L));

        var row = report.json().path("rows").get(0);
        assertThat(row.path("cries").asInt()).isEqualTo(1);
        assertThat(row.path("told").asInt()).isZero();
        assertThat(row.path("other_alerts").asInt()).isEqualTo(1);
    }

    @Test
    void aWindowWithoutAScoreOrABacklogThatGrowsIsAFailure() {
        assertThat(report(List.of(), 1, List.of(3L, 3L, 3L)).isWhole()).isFalse();
        assertThat(report(List.of(), 0, List.of(3L, 20L, 200L)).isWhole()).isFalse();
        assertThat(report(List.of(), 0, List.of(200L, 20L, 3L)).isWhole()).isTrue();
    }

    @Test
    void memoryIsComparedWithThatInTheMiddle() {
        var report = report(List.of(), 0, List.of(3L, 3L, 3L));

        assertThat(report.json().path("ratios").path("heap_end_over_middle").asDouble())
                .isEqualTo(1.5);
        assertThat(report.text()).contains("taskmanager-1").contains("heap_end_over_middle");
    }

    private static FleetReport report(List<Ring> rings, long unscored, List<Long> waiting) {
        var samples = new ArrayList<FleetSample>();
        for (var backlog : waiting) {
            var number = samples.size();
            var memory = new ProcessMemory("taskmanager-1", (number + 1) * 100_000_000L, 500_000_000);
            samples.add(new FleetSample(200L * (number + 1), 0, backlog, List.of(memory)));
        }
        return new FleetReport(
                PLAN,
                BEGIN,
                List.of(CRIES, QUIET),
                new Fed(1_200, 180, 120, 0, 0),
                Duration.ofMillis(30),
                samples,
                unscored,
                0,
                new Told(rings, 0));
    }

    /** Of a window that ends some seconds after the monitor's beginning. */
    private static Ring ring(MonitorNight night, int second, int latencyMillis) {
        var number = night == CRIES ? 0 : 1;
        var at = Fleet.begin(BEGIN, number).plusSeconds(second);
        return new Ring(night.household(), at.minusSeconds(4), at, at.plusMillis(latencyMillis));
    }
}
