package dev.cradlewatch.connectors.kafka;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.utils.Utils;

/**
 * Asks a broker one small question in plain text before a client does. A Kafka client that speaks plain text to something else,
 * above all to a broker's TLS port, takes the first bytes of the answer for a length and runs out of memory.
 */
final class BrokerProbe {
    private static final int QUESTION = 0x7e57;
    private static final int QUESTION_BYTES = 2 * Integer.BYTES + 3 * Short.BYTES;
    private static final short OLDEST_VERSION = 0;
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
            if (!answersInPlainText(socket)) {
                throw new IOException("what answers there does not speak Kafka in plain text; does it expect TLS?");
            }
        }
    }

    /** Something else may also hang up. */
    private static boolean answersInPlainText(Socket socket) throws IOException {
        try {
            var question = ByteBuffer.allocate(QUESTION_BYTES)
                    .putInt(QUESTION_BYTES - Integer.BYTES)
                    .putShort(ApiKeys.API_VERSIONS.id)
                    .putShort(OLDEST_VERSION)
                    .putInt(QUESTION)
                    .putShort(NO_CLIENT_ID);
            socket.getOutputStream().write(question.array());
            var in = new DataInputStream(socket.getInputStream());
            var length = in.readInt();
            return length >= Integer.BYTES && length <= MOST_ANSWER_BYTES && in.readInt() == QUESTION;
        } catch (EOFException | SocketException e) {
            return false;
        }
    }
}
