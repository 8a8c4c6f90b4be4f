package dev.cradlewatch.jobs.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps the history. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Keeps the event history in order; questions to it: cradlewatch sql.",
        subcommands = {HistoryMaintainCommand.class})
final class HistoryCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about the history: maintain?");
    }
}
