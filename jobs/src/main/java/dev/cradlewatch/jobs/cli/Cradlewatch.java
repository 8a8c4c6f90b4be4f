package dev.cradlewatch.jobs.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ./cradlewatch}. */
@Command(
        name = "cradlewatch",
        mixinStandardHelpOptions = true,
        version = "cradlewatch 0.1.0",
        description = "Watches over a sleeping baby: audio from monitors in, alerts a caregiver can trust out.",
        footer = {
            "",
            "  ./cradlewatch test           runs all the tests",
            "",
            "Exit codes: 0 if the command did what it says, 1 if not, 2 for wrong arguments."
        },
        subcommands = {
            BenchCommand.class,
            ClusterCommand.class,
            ColorizeCommand.class,
            ConsoleCommand.class,
            DemoCommand.class,
            DeviceCommand.class,
            EvalCommand.class,
            HelpCommand.class,
            HistoryCommand.class,
            InviteCommand.class,
            SqlCommand.class
        })
public final class Cradlewatch implements Runnable {
    /** What a shell reports of a process that Ctrl-C ended. */
    static final int STOPPED = 130;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        var stop = OrderlyStop.ofThisThread();
        stop.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Cradlewatch())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Cradlewatch::explain);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? (see --help)");
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof IOException) {
            command.getErr().println("cradlewatch: " + failure.getMessage());
            return 1;
        }
        if (failure instanceof InterruptedException) {
            command.getErr().println("cradlewatch: stopped");
            return STOPPED;
        }
        throw failure;
    }
}
