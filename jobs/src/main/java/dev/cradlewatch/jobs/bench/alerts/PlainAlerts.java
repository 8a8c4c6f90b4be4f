package dev.cradlewatch.jobs.bench.alerts;

import dev.cradlewatch.operators.alert.AlertMachine;
import dev.cradlewatch.operators.alert.AlertPolicy;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.alert.HouseholdSignal;
import dev.cradlewatch.operators.alert.HouseholdState;
import dev.cradlewatch.operators.audio.CryFilter;
import dev.cradlewatch.operators.audio.CryLevel;
import dev.cradlewatch.operators.audio.ScoredWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Filter and alert logic of many monitors as a program without Flink has them: state in maps, kept by nobody. Not thread-safe. */
final class PlainAlerts {
    private record Filtered(Instant end, double posterior) {}

    private final CryFilter filter;
    private final AlertMachine machine;
    private final Map<String, Filtered> filtered = new HashMap<>();
    private final Map<String, HouseholdState> households = new HashMap<>();

    PlainAlerts(CryFilter filter, AlertPolicy policy) {
        this.filter = filter;
        machine = new AlertMachine(policy);
    }

    /** How many alerts the next score of a device causes. Scores of a device come in their order. */
    int take(ScoredWindow scored) {
        var window = scored.window();
        var next = filtered.compute(window.device(), (device, before) -> filtered(before, scored));
        var signal = new HouseholdSignal.Level(new CryLevel(window, scored.probability(), next.posterior));
        var state = households.getOrDefault(window.household(), HouseholdState.fresh());
        var outcome = machine.on(state, signal, HouseholdSettings.defaults(window.household()), window.arrival());
        households.put(window.household(), outcome.state());
        return outcome.alerts().size();
    }

    private Filtered filtered(Filtered before, ScoredWindow scored) {
        var end = scored.window().deviceEnd();
        var posterior = before == null
                ? filter.updated(filter.prior(), Duration.ZERO, scored.probability())
                : filter.updated(before.posterior, Duration.between(before.end, end), scored.probability());
        return new Filtered(end, posterior);
    }
}
