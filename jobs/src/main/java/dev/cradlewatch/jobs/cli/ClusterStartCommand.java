package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.cluster.ProcessCluster;
import dev.cradlewatch.jobs.cluster.config.ClusterPorts;
import dev.cradlewatch.jobs.cluster.config.ClusterSettings;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a cluster, or what of it does not run. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the cluster and returns when all of it works; refuses if it runs already. If a part of it has died, starts that part.",
            "Jobs go on from their last savepoint or checkpoint. Ports and timebase are decided at the first start of a folder."
        })
final class ClusterStartCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "First of eighteen ports in a row (default: eighteen that are free; see status).")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--timebase",
            paramLabel = "wall|stream",
            description = {
                "The clock that alerts live by: the wall's for real monitors, the records' own for nights that are played,",
                "with a monitor in each partition (default: wall)."
            })
    private Optional<Timebase> timebase = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        Consumer<String> progress = line -> {
            out.println(line);
            out.flush();
        };
        var folder = options.folder();
        ProcessCluster cluster;
        if (folder.isThere()) {
            cluster = ProcessCluster.open(folder, progress);
            checkSame(cluster.settings());
        } else {
            var settings = ClusterSettings.create(ports(), timebase.orElse(Timebase.WALL));
            cluster = ProcessCluster.create(folder, settings, progress);
        }
        cluster.start(ClusterOptions.jars());
        progress.accept("%nThe cluster in %s is up. Page on %s, Kafka on %s."
                .formatted(
                        folder.root(),
                        cluster.system().console(),
                        cluster.system().kafka().bootstrapServers()));
        progress.accept("""
                Let people in with: cradlewatch invite --system %1$s
                Ask the history with: cradlewatch sql --system %1$s""".formatted(folder.system()));
        return 0;
    }

    private ClusterPorts ports() throws IOException {
        try {
            return port.isPresent() ? new ClusterPorts(port.get()) : ClusterPorts.free();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void checkSame(ClusterSettings settings) {
        var isOther = port.filter(first -> first != settings.ports().first()).isPresent()
                || timebase.filter(other -> other != settings.timebase()).isPresent();
        if (isOther) {
            throw new ParameterException(
                    spec.commandLine(), "the cluster in that folder has %s: give another --dir".formatted(settings));
        }
    }
}
