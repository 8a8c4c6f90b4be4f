package dev.cradlewatch.connectors.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.notify.Message.Urgency;
import dev.cradlewatch.operators.notify.Notice;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * JSON, signed by HMAC-SHA256 (RFC 2104) over the time and the body, so that a receiver knows who sent it and refuses a recording of
 * it. The same message has the same id and the same body however often it is tried. docs/notifications.md shows the check.
 */
final class WebhookRequests implements RequestMaker<Channel.Webhook> {
    /** {@code t=SECONDS,v1=HEX}; absent where the channel has no secret. */
    static final String SIGNATURE = "X-Cradlewatch-Signature";

    /** The message's id: one that was seen already came twice. */
    static final String ID = "X-Cradlewatch-Id";

    private static final String HMAC = "HmacSHA256";

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public HttpRequest.Builder request(Notice notice, Channel.Webhook channel, Instant now) {
        var body = body(notice);
        var request = HttpRequest.newBuilder(URI.create(channel.url()))
                .header("Content-Type", "application/json")
                .header(ID, notice.id())
                .POST(BodyPublishers.ofString(body));
        return channel.secret().isEmpty()
                ? request
                : request.header(SIGNATURE, signature(channel.secret(), now.getEpochSecond(), body));
    }

    static String signature(String secret, long unixSeconds, String body) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            var sum = mac.doFinal((unixSeconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=%d,v1=%s".formatted(unixSeconds, HexFormat.of().formatHex(sum));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without " + HMAC, e);
        }
    }

    private String body(Notice notice) {
        var message = notice.message();
        var body = json.createObjectNode()
                .put("id", notice.id())
                .put("household", notice.household())
                .put("caregiver", notice.caregiver())
                .put("test", message.urgency() == Urgency.TEST)
                .put("urgency", message.urgency().name())
                .put("title", message.title())
                .put("text", message.text());
        if (message.urgency() != Urgency.TEST) {
            var alert = body.putObject("alert")
                    .put("id", message.alertId())
                    .put("version", message.alertVersion())
                    .put("kind", message.kind())
                    .put("severity", message.severity())
                    .put("startedAt", millis(message.startedAt()))
                    .put("at", millis(message.at()));
            message.devices().forEach(alert.putArray("devices")::add);
        }
        return body.toString();
    }

    private static String millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
