package dev.cradlewatch.jobs.console;

import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.console.Console;
import dev.cradlewatch.console.ConsoleConfig;
import dev.cradlewatch.console.clock.WallClock;
import dev.cradlewatch.operators.access.Role;
import java.nio.file.Path;
import java.time.Duration;

/** Consoles over a {@link TestLog} and an empty history. */
final class TestConsole {

    private TestConsole() {}

    static ConsoleConfig config(TestLog log, Path folder) throws Exception {
        var history = HistoryLocation.createFolder(folder.resolve("history"));
        return ConsoleConfig.local(log.cluster(), history, history.clips(Duration.ofDays(1)), new WallClock());
    }

    static Caller caregiver(Console console, String household) throws Exception {
        return Caller.by(console.invite(household, household + "-ada", Role.CAREGIVER));
    }

    static Caller analyst(Console console) throws Exception {
        return Caller.by(console.invite("", "Grace", Role.ANALYST));
    }
}
