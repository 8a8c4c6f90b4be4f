package dev.cradlewatch.jobs.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** The agent that the launcher built. A test that needs it fails without it, and says what to run. */
final class InstalledAgent {

    private InstalledAgent() {}

    static Map<String, String> environment() {
        return System.getenv();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
