package dev.cradlewatch.connectors.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.utils.Utils;

/**
 * Asks a broker one small question in plain text before a client does. A Kafka client that speaks plain text to something else,
 * above all to a broker's TLS port, takes the first bytes of the answer for a length and runs out of memory.
 */
final class BrokerProbe {
    private static final int QUESTION = 0x7e57;
    private static final short NO_CLIENT_ID = -1;
    private static final int MOST_ANSWER_BYTES = 64 * 1_024;

    private BrokerProbe() {}

    /**
     * Returns when the first of the brokers has answered as Kafka does. Leaves addresses that are none to the client's own
     * complaint.
     *
     * @throws IOException with the last broker's reason, if none does
     */
    static void ask(String bootstrapServers, Duration atMost) throws IOException {
        var brokers = bootstrapServers.split(",");
        var each = (int) atMost.dividedBy(2L * brokers.length).toMillis();
        IOException last = null;
        for (var broker : brokers) {
            var host = Utils.getHost(broker.strip());
            var port = Utils.getPort(broker.strip());
            if (host == null || port == null) {
                return;
            }
            try {
                ask(new InetSocketAddress(host, port), each);
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static void ask(InetSocketAddress broker, int timeoutMillis) throws IOException {
        if (broker.isUnresolved()) {
            throw new IOException("no address is known of " + broker.getHostString());
        }
        try (var socket = new Socket()) {
            socket.connect(broker, timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(2 * Short.BYTES + Integer.BYTES + Short.BYTES);
            out.writeShort(ApiKeys.API_VERSIONS.id);
            out.writeShort(0);
            out.writeInt(QUESTION);
            out.writeShort(NO_CLIENT_ID);
            out.flush();
            var in = new DataInputStream(socket.getInputStream());
            var length = in.readInt();
            if (length < Integer.BYTES || length > MOST_ANSWER_BYTES || in.readInt() != QUESTION) {
                throw new IOException("what answers there does not speak Kafka in plain text; does it expect TLS?");
            }
        }
    }
}
