package dev.cradlewatch.jobs.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server on this machine that answers alike whatever is posted below its address, and keeps it. The address has a part that nobody can
 * guess: others on a busy machine may look for something on its port.
 */
final class Receiver implements AutoCloseable {
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final int status;
    private final String root;

    record Received(String path, String encoding, String body) {}

    Receiver(int status) throws IOException {
        this(status, 0, "/" + UUID.randomUUID());
    }

    /** @param root where it answers, such as {@code /x} */
    Receiver(int status, int port, String root) throws IOException {
        this.status = status;
        this.root = root;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(root, this::take);
        server.start();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + root;
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<String> bodies() {
        return received.stream().map(Received::body).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(new Received(
                    exchange.getRequestURI().toString().substring(root.length()),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Encoding")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
