package dev.cradlewatch.jobs.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast parts of the system are. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures how fast parts of the system are.",
        subcommands = {
            BenchAgentCommand.class,
            BenchAlertsCommand.class,
            BenchAllCommand.class,
            BenchColorCommand.class,
            BenchConsoleCommand.class,
            BenchFleetCommand.class,
            BenchHistoryCommand.class,
            BenchScoreCommand.class
        })
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "what to measure: agent, alerts, all, color, console, fleet, history or score?");
    }
}
