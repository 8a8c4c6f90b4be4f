package dev.cradlewatch.jobs.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the system against known truth. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = "Measures the system against known truth.",
        subcommands = {EvalColorCommand.class, EvalCryCommand.class, EvalNightsCommand.class})
final class EvalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what to measure: color, cry or nights?");
    }
}
