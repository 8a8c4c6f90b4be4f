package dev.cradlewatch.jobs.cluster.main;

import dev.cradlewatch.connectors.notify.VapidKeys;
import dev.cradlewatch.console.Console;
import dev.cradlewatch.console.ConsoleConfig;
import dev.cradlewatch.console.clock.WallClock;
import dev.cradlewatch.console.metrics.ConsoleMetrics;
import dev.cradlewatch.console.metrics.MetricsServer;
import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** The console as a process, until it is told to end. */
public final class ConsoleMain {
    private ConsoleMain() {}

    public static void main(String[] arguments) throws Exception {
        var system = JobArguments.config(arguments);
        var page = system.console();
        var listen = system.listen().orElseGet(() -> new InetSocketAddress(page.getHost(), page.getPort()));
        var config = config(system).on(listen.getHostString(), listen.getPort()).reachedAt(Optional.of(page));
        var metrics = new ConsoleMetrics();
        var console = Console.start(config, metrics);
        if (system.metrics().isPresent()) {
            MetricsServer.start(system.metrics().get(), metrics);
        }
        var told = new CountDownLatch(1);
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            told.countDown();
            join(main);
        }));
        LoggerFactory.getLogger(ConsoleMain.class).info("{}", system);
        told.await();
        console.close();
    }

    /** A console of the system's, wherever it listens. */
    public static ConsoleConfig config(SystemConfig system) throws IOException {
        return ConsoleConfig.local(system.kafka(), system.history(), system.clipFolder(), new WallClock())
                .with(system.pictureFolder(0))
                .withPushKey(VapidKeys.ofFile(system.vapidKeys()).publicKey());
    }

    private static void join(Thread main) {
        try {
            main.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
