package dev.cradlewatch.operators.alert;

import java.util.ArrayList;
import java.util.List;

/** The state after a signal and what is to be told because of it, in order. */
public record Outcome(HouseholdState state, List<Alert> alerts) {

    static Outcome nothing(HouseholdState state) {
        return new Outcome(state, List.of());
    }

    Outcome then(Outcome next) {
        var all = new ArrayList<>(alerts);
        all.addAll(next.alerts);
        return new Outcome(next.state, List.copyOf(all));
    }
}
