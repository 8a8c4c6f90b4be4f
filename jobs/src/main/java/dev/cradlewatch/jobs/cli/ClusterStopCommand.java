package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.cluster.ProcessCluster;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops a cluster. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Saves the jobs' state in savepoints and ends all processes; the next start goes on from there.")
final class ClusterStopCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        ProcessCluster.open(options.folder(), line -> {
                    out.println(line);
                    out.flush();
                })
                .stop();
        return 0;
    }
}
