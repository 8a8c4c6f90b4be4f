package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.cluster.ProcessCluster;
import dev.cradlewatch.jobs.cluster.ServiceStatus;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what of a cluster runs. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows each process and each job; exit code 0 only if all of them work.")
final class ClusterStatusCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        var all = ProcessCluster.open(options.folder(), line -> {}).status();
        out.printf("%-14s %-5s %8s  %s%n", "", "", "pid", "");
        for (var status : all) {
            out.printf(
                    "%-14s %-5s %8s  %s%n",
                    status.name(),
                    status.isUp() ? "up" : "DOWN",
                    status.pid().isPresent() ? status.pid().getAsLong() : "-",
                    status.problem().orElse(status.detail()));
        }
        out.flush();
        return all.stream().allMatch(ServiceStatus::isUp) ? 0 : 1;
    }
}
