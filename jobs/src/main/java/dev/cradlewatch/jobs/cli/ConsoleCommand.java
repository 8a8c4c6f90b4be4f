package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.notify.VapidKeys;
import dev.cradlewatch.connectors.picture.PictureFolder;
import dev.cradlewatch.console.Console;
import dev.cradlewatch.console.ConsoleConfig;
import dev.cradlewatch.console.clock.WallClock;
import dev.cradlewatch.console.metrics.ConsoleMetrics;
import dev.cradlewatch.console.metrics.MetricsServer;
import dev.cradlewatch.jobs.cluster.main.ConsoleMain;
import dev.cradlewatch.jobs.history.HistoryConfig;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the console of a system that runs. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the page of caregivers and analysts for a running system, until Ctrl-C. It keeps nothing itself: any number may",
            "run side by side. The first people come in by cradlewatch invite."
        })
final class ConsoleCommand implements Callable<Integer> {
    @Option(
            names = "--listen",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}; 0.0.0.0 for all).")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port to listen on (default: ${DEFAULT-VALUE}; 0 for any).")
    private int port;

    @Option(
            names = "--address",
            paramLabel = "URL",
            description = "Where people reach it, if not there: https://... behind a proxy that ends TLS.")
    private Optional<URI> address = Optional.empty();

    @Option(
            names = "--monitor-brokers",
            paramLabel = "HOST:PORT",
            description =
                    "Kafka brokers as monitors reach them, for the configuration of new ones (default: as --brokers).")
    private Optional<String> monitorBrokers = Optional.empty();

    @Option(
            names = "--pictures",
            paramLabel = "URI",
            description = "Folder of large pictures, as the colour job has it, such as file:///srv/pictures.")
    private Optional<URI> pictures = Optional.empty();

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            converter = SocketAddressConverter.class,
            description = "Address where Prometheus fetches /metrics; keep it from the internet (default: none).")
    private Optional<InetSocketAddress> metricsAddress = Optional.empty();

    @Mixin
    private BrokerOptions brokers = new BrokerOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var config = config();
        var metrics = new ConsoleMetrics();
        try (var console = Console.start(config, metrics);
                var served = serve(metrics)) {
            var out = spec.commandLine().getOut();
            out.printf("%s, %s%n", config.cluster(), config.history());
            out.printf("The page is on %s. Let people in with: cradlewatch invite%n", console.address());
            if (metricsAddress.isPresent()) {
                out.printf("Prometheus finds metrics on %s/metrics.%n", metricsAddress.get());
            }
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private ConsoleConfig config() throws IOException {
        var system = brokers.system();
        system.exclude("--data", data.isGiven());
        system.exclude("--pictures", pictures.isPresent());
        var cluster = brokers.cluster();
        var monitors = monitorBrokers
                .map(servers -> new KafkaCluster(servers, cluster.clientProperties()))
                .orElse(cluster);
        var named = system.config();
        return (named.isPresent() ? ConsoleMain.config(named.get()) : here(cluster))
                .on(host, port)
                .reachedAt(address)
                .forMonitors(monitors);
    }

    private ConsoleConfig here(KafkaCluster cluster) throws IOException {
        var history = HistoryLocation.createFolder(data.history());
        var config = ConsoleConfig.local(cluster, history, history.clips(HistoryConfig.CLIP_RETENTION), new WallClock())
                .withPushKey(VapidKeys.ofFile(data.vapidKeys()).publicKey());
        return pictures.map(folder -> config.with(new PictureFolder(folder.toString(), 0)))
                .orElse(config);
    }

    private Closeable serve(ConsoleMetrics metrics) throws IOException {
        return metricsAddress.isPresent() ? MetricsServer.start(metricsAddress.get(), metrics) : () -> {};
    }
}
