package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.cluster.ProcessCluster;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings a running cluster to this version. */
@Command(
        name = "upgrade",
        mixinStandardHelpOptions = true,
        description = {
            "Brings a running cluster to the version of this command: stops each job with a savepoint, submits the new jar, which goes",
            "on from there, and starts the console anew; Flink, too, if a library has changed. If something does not come up, the version",
            "before goes on, and the exit code is 1."
        })
final class ClusterUpgradeCommand implements Callable<Integer> {
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
                .upgrade(ClusterOptions.jars());
        return 0;
    }
}
