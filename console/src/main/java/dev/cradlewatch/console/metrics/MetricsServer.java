package dev.cradlewatch.console.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Serves the metrics at {@code /metrics} on an address of its own, which people's browsers need not reach. */
public final class MetricsServer implements Closeable {
    private final HTTPServer server;

    private MetricsServer(HTTPServer server) {
        this.server = server;
    }

    /**
     * Starts to answer.
     *
     * @param address port 0 for any
     * @throws IOException if the address cannot be listened on
     */
    public static MetricsServer start(InetSocketAddress address, ConsoleMetrics metrics) throws IOException {
        try {
            return new MetricsServer(HTTPServer.builder()
                    .hostname(address.getHostString())
                    .port(address.getPort())
                    .registry(metrics.registry())
                    .buildAndStart());
        } catch (IOException e) {
            throw new IOException("metrics address %s: %s (choose another one)".formatted(address, e.getMessage()), e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
