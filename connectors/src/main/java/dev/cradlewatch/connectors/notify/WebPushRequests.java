package dev.cradlewatch.connectors.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.interaso.webpush.WebPush;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.notify.Message.Urgency;
import dev.cradlewatch.operators.notify.Notice;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A push message (RFC 8030), encrypted for the browser (RFC 8291) and signed by this system (VAPID, RFC 8292). Messages of one
 * alert share a topic and a tag: a newer one replaces an older one at the push service and on the screen.
 */
final class WebPushRequests implements RequestMaker<Channel.WebPush> {
    /** A phone that was off does not ring for what was long ago. */
    private static final Duration RINGS_FOR = Duration.ofMinutes(10);

    private static final Duration CLOSES_FOR = Duration.ofHours(1);

    /** A topic is at most 32 characters of base64url (RFC 8030, 5.4). */
    private static final int TOPIC_BYTES = 24;

    private final ObjectMapper json = new ObjectMapper();
    private final WebPush push;

    WebPushRequests(VapidKeys keys, String contact) {
        push = new WebPush(contact, keys.library());
    }

    @Override
    public HttpRequest.Builder request(Notice notice, Channel.WebPush channel, Instant now) {
        var message = notice.message();
        var tag = message.alertId().isEmpty() ? notice.id() : message.alertId();
        var payload = json.createObjectNode()
                .put("title", message.title())
                .put("body", message.text())
                .put("tag", tag)
                .put("url", "/")
                .put("ring", message.urgency() != Urgency.CLOSING);
        var isClosing = message.urgency() == Urgency.CLOSING;
        var keptFor = isClosing ? CLOSES_FOR : RINGS_FOR;
        var request = HttpRequest.newBuilder(URI.create(channel.endpoint()))
                .POST(BodyPublishers.ofByteArray(encrypted(payload.toString(), channel)));
        push.getHeaders(
                        channel.endpoint(),
                        (int) keptFor.toSeconds(),
                        topic(tag),
                        isClosing ? WebPush.Urgency.Low : WebPush.Urgency.High)
                .forEach(request::header);
        return request;
    }

    private byte[] encrypted(String payload, Channel.WebPush channel) {
        try {
            return push.getBody(
                    payload.getBytes(StandardCharsets.UTF_8),
                    Base64.getUrlDecoder().decode(channel.p256dh()),
                    Base64.getUrlDecoder().decode(channel.auth()));
        } catch (Exception e) {
            throw new IllegalArgumentException("the browser's keys are not usable: subscribe again on that device", e);
        }
    }

    private static String topic(String tag) {
        try {
            var sum = MessageDigest.getInstance("SHA-256").digest(tag.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sum, TOPIC_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }
}
