package dev.cradlewatch.jobs.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The system as processes. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the system as separate processes on this machine: three Kafka brokers, PostgreSQL, an S3 store, Flink with two",
            "TaskManagers and the four jobs, and the console. Logs and pid files are in DIR/run, what each process reads in DIR/config."
        },
        subcommands = {
            ClusterStartCommand.class,
            ClusterStatusCommand.class,
            ClusterStopCommand.class,
            ClusterUpgradeCommand.class
        })
final class ClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "what about the cluster: start, status, stop or upgrade? (see --help)");
    }
}
