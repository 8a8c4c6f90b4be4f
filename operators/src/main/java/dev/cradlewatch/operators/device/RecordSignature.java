package dev.cradlewatch.operators.device;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The signature that every record of a device carries: Ed25519 over {@code "cradlewatch.v1" 0 topic 0 key 0 value}, in the record's
 * headers. Topic and key are signed too, so that a record says the same only where it was sent.
 */
public final class RecordSignature {
    /** The JDK's name of the algorithm. */
    public static final String ALGORITHM = "Ed25519";

    /** Header with the signature's 64 bytes. */
    public static final String HEADER = "sig";

    /** Header with the id of the key that signed, ASCII. */
    public static final String KID_HEADER = "kid";

    /** Bytes of a signature. */
    public static final int BYTES = 64;

    private static final byte[] DOMAIN = "cradlewatch.v1".getBytes(StandardCharsets.US_ASCII);
    private static final byte END = 0;

    private RecordSignature() {}

    /** What of a record is signed. */
    public static byte[] message(String topic, String key, byte[] value) {
        var topicBytes = topic.getBytes(StandardCharsets.UTF_8);
        var keyBytes = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(DOMAIN.length + topicBytes.length + keyBytes.length + 3 + value.length)
                .put(DOMAIN)
                .put(END)
                .put(topicBytes)
                .put(END)
                .put(keyBytes)
                .put(END)
                .put(value)
                .array();
    }
}
