package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.maintenance.HistoryMaintenance;
import dev.cradlewatch.connectors.history.maintenance.MaintenancePolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Maintains the history's tables. */
@Command(
        name = "maintain",
        mixinStandardHelpOptions = true,
        description = {
            "Merges the tables' small files, forgets states older than --keep, and removes files that no state names.",
            "Rows stay as they are. It may run while a job writes and while statements read; run it once a day or more often."
        })
final class HistoryMaintainCommand implements Callable<Integer> {
    private static final long MEGABYTE = 1L << 20;
    private static final int MOST_MEGABYTES = 2_048;

    /** A writer's files have no name in the table until its next checkpoint, and a merge's until it ends. */
    private static final Duration YOUNGEST_ORPHAN = Duration.ofHours(1);

    @Option(
            names = "--target-file-mb",
            paramLabel = "N",
            defaultValue = "128",
            description = "How large a data file should be (default: ${DEFAULT-VALUE}).")
    private int targetMegabytes;

    @Option(
            names = "--keep",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "7d",
            description = "How far back sql --as-of can look, such as 7d or 36h (default: ${DEFAULT-VALUE}).")
    private Duration timeTravel;

    @Option(
            names = "--keep-orphans",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "3d",
            description = {
                "Age from which a file is removed that no state names (default: ${DEFAULT-VALUE}, at least 1h).",
                "Longer than a history job may be down: it may have written rows that it will name when it is back."
            })
    private Duration orphanAge;

    @Option(names = "--json", description = "Print one JSON object instead of the table.")
    private boolean json;

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkArguments();
        var policy = new MaintenancePolicy(
                targetMegabytes * MEGABYTE,
                timeTravel,
                MaintenancePolicy.defaults().snapshotsKept(),
                orphanAge);
        try (var catalog = HistoryCatalog.open(history.existing())) {
            var table = new MaintenanceTable(new HistoryMaintenance(catalog, policy, InstantSource.system()).run());
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(table.json());
            } else {
                table.print(out);
            }
            out.flush();
            return 0;
        }
    }

    private void checkArguments() {
        if (targetMegabytes < 1 || targetMegabytes > MOST_MEGABYTES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--target-file-mb %d: expected 1 to %,d".formatted(targetMegabytes, MOST_MEGABYTES));
        }
        if (orphanAge.compareTo(YOUNGEST_ORPHAN) < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--keep-orphans: expected at least 1h, because files that are being written have no name yet");
        }
    }
}
