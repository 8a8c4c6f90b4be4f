package dev.cradlewatch.operators.household;

import java.net.URI;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * One way to tell a caregiver. Addresses are as good as passwords here (whoever knows an ntfy topic reads it, whoever knows a
 * push endpoint may use it), so {@code toString} gives their host alone.
 */
@TypeInfo(ChannelType.class)
public sealed interface Channel {

    /** Within the caregiver's channels. */
    String id();

    /**
     * A topic of an ntfy server.
     *
     * @param server its address, such as {@code https://ntfy.sh}
     * @param topic  name of the topic
     * @param token  access token, empty for none
     */
    record Ntfy(String id, String server, String topic, String token) implements Channel {
        @Override
        public String toString() {
            return "Ntfy[id=%s, host=%s]".formatted(id, host(server));
        }
    }

    /**
     * An address that takes signed JSON.
     *
     * @param url    where it is posted
     * @param secret what it is signed with, empty for unsigned
     */
    record Webhook(String id, String url, String secret) implements Channel {
        @Override
        public String toString() {
            return "Webhook[id=%s, host=%s]".formatted(id, host(url));
        }
    }

    /**
     * A browser's push subscription (W3C Push API).
     *
     * @param endpoint address at the browser's push service
     * @param p256dh   the browser's public key, P-256, uncompressed, base64url
     * @param auth     the subscription's authentication secret, 16 bytes, base64url
     * @param label    what the caregiver calls the device
     */
    record WebPush(String id, String endpoint, String p256dh, String auth, String label) implements Channel {
        @Override
        public String toString() {
            return "WebPush[id=%s, host=%s, label=%s]".formatted(id, host(endpoint), label);
        }
    }

    private static String host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost()).orElse("none");
        } catch (IllegalArgumentException e) {
            return "none";
        }
    }
}
