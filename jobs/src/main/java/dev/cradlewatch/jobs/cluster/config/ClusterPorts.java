package dev.cradlewatch.jobs.cluster.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Ports of a cluster's processes, one after the other on the loopback interface.
 *
 * @param first the first of them
 */
public record ClusterPorts(int first) {
    /** How many there are. */
    public static final int COUNT = 3 * ClusterSettings.BROKERS + ClusterSettings.TASK_MANAGERS + 7;

    private static final int LOWEST = 1_024;
    private static final int HIGHEST = 65_535;

    /** Below the ports that systems lend to outgoing connections, one of which could hold a port while its process restarts. */
    private static final int FREE_FROM = 20_000;

    private static final int FREE_UNTIL = 32_000;
    private static final int ATTEMPTS = 1_000;

    public ClusterPorts {
        if (first < LOWEST || first + COUNT - 1 > HIGHEST) {
            throw new IllegalArgumentException("port %d: expected %d to %d, because a cluster takes %d ports from there"
                    .formatted(first, LOWEST, HIGHEST - COUNT + 1, COUNT));
        }
    }

    /** Ports that nobody listens on now. */
    public static ClusterPorts free() throws IOException {
        var random = new Random();
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var ports = new ClusterPorts(random.nextInt(FREE_FROM, FREE_UNTIL));
            if (IntStream.range(0, COUNT).allMatch(i -> isFree(ports.first + i))) {
                return ports;
            }
        }
        throw new IOException("no %d free ports in a row from %d to %d: name the first one with --port"
                .formatted(COUNT, FREE_FROM, FREE_UNTIL));
    }

    /** @param node from 1 */
    public int broker(int node) {
        return first + node - 1;
    }

    /** @param node from 1 */
    public int controller(int node) {
        return first + ClusterSettings.BROKERS + node - 1;
    }

    /** Flink's page and interface. */
    public int flink() {
        return first + 2 * ClusterSettings.BROKERS;
    }

    public int jobManager() {
        return flink() + 1;
    }

    public int postgres() {
        return flink() + 2;
    }

    public int store() {
        return flink() + 3;
    }

    public int console() {
        return flink() + 4;
    }

    /** @param node from 1 */
    int brokerMetrics(int node) {
        return console() + node;
    }

    int jobManagerMetrics() {
        return console() + ClusterSettings.BROKERS + 1;
    }

    /** @param number from 1 */
    int taskManagerMetrics(int number) {
        return jobManagerMetrics() + number;
    }

    int consoleMetrics() {
        return jobManagerMetrics() + ClusterSettings.TASK_MANAGERS + 1;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
