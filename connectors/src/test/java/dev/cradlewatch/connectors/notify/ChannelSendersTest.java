package dev.cradlewatch.connectors.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.connectors.notify.Receiver.Answer;
import dev.cradlewatch.connectors.notify.SendResult.Missed;
import dev.cradlewatch.connectors.notify.SendResult.Refused;
import dev.cradlewatch.connectors.notify.SendResult.Taken;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.notify.Message.Urgency;
import dev.cradlewatch.operators.notify.Notice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSendersTest {
    private static final VapidKeys KEYS = VapidKeys.generate();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void ntfyIsToldTheTopicTheWordsAndHowLoud() throws Exception {
        try (var ntfy = new Receiver(Answer.status(200))) {
            var channel = new Channel.Ntfy("c", ntfy.address(), "willow-7", "tk_1");
            assertThat(send(Notices.of(channel, Urgency.RING))).isEqualTo(new Taken("HTTP 200"));
            send(Notices.of(channel, Urgency.CLOSING));

            var ring = json(ntfy.received().get(0).text());
            assertThat(ntfy.received().get(0).header("Authorization")).isEqualTo("Bearer tk_1");
            assertThat(ring.path("topic").asText()).isEqualTo("willow-7");
            assertThat(ring.path("title").asText()).isEqualTo("Willow: crying");
            assertThat(ring.path("message").asText()).isEqualTo("Crying heard by Crib Ä.");
            assertThat(ring.path("click").asText()).isEqualTo("https://console.example");
            assertThat(ring.path("priority").asInt()).isEqualTo(5);
            assertThat(json(ntfy.received().get(1).text()).path("priority").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void aWebhookIsSignedOverItsTimeAndItsBody() throws Exception {
        try (var hook = new Receiver(Answer.status(204))) {
            var before = Instant.now().getEpochSecond();
            send(Notices.of(new Channel.Webhook("c", hook.address() + "/in?x=1", "s3cret"), Urgency.RING));

            var received = hook.received().get(0);
            var signature = received.header("X-cradlewatch-signature");
            var time = Long.parseLong(signature.substring(2, signature.indexOf(',')));
            assertThat(received.path()).isEqualTo("/in?x=1");
            assertThat(time).isBetween(before, before + 20);
            assertThat(signature).isEqualTo(WebhookRequests.signature("s3cret", time, received.text()));
            assertThat(received.header("X-cradlewatch-id")).isEqualTo("m-c-1");
            var body = json(received.text());
            assertThat(body.path("id").asText()).isEqualTo("m-c-1");
            assertThat(body.path("urgency").asText()).isEqualTo("RING");
            assertThat(body.path("test").asBoolean()).isFalse();
            assertThat(body.path("alert").path("kind").asText()).isEqualTo("CRYING");
            assertThat(body.path("alert").path("at").asText()).isEqualTo("2026-01-15T22:00:00.123Z");
            assertThat(body.path("alert").path("devices").path(0).asText()).isEqualTo("Crib Ä");
        }
    }

    /** The same numbers as the check in docs/notifications.md. */
    @Test
    void theSignatureIsTheOneOfTheDocumentation() {
        assertThat(WebhookRequests.signature("s3cret", 1_768_514_400, "{\"id\":\"m-1\"}"))
                .isEqualTo("t=1768514400,v1=4e098396c9dc2fa57254d11db765bd7bd34a276db0c1cee3474e9a1b28c354fc");
    }

    @Test
    void aWebhookWithoutASecretIsNotSignedAndATestSaysThatItIsOne() throws Exception {
        try (var hook = new Receiver(Answer.status(200))) {
            send(Notices.of(new Channel.Webhook("c", hook.address(), ""), Urgency.TEST));

            assertThat(hook.received().get(0).header("X-cradlewatch-signature")).isEmpty();
            var body = json(hook.received().get(0).text());
            assertThat(body.path("test").asBoolean()).isTrue();
            assertThat(body.has("alert")).isFalse();
        }
    }

    @Test
    void aPushIsReadableForItsBrowserAloneAndSignedByThisSystem() throws Exception {
        var browser = new Browser();
        try (var service = new Receiver(Answer.status(201))) {
            send(Notices.of(browser.subscription("c", service.address() + "/push/1"), Urgency.RING));

            var push = service.received().get(0);
            var payload = json(browser.read(push.body()));
            assertThat(payload.path("title").asText()).isEqualTo("Willow: crying");
            assertThat(payload.path("body").asText()).isEqualTo("Crying heard by Crib Ä.");
            assertThat(payload.path("tag").asText()).isEqualTo("8d6a3f6e-2f3c-3b1a-9a55-000000000001");
            assertThat(payload.path("ring").asBoolean()).isTrue();
            assertThatThrownBy(() -> new Browser().read(push.body())).isInstanceOf(GeneralSecurityException.class);

            assertThat(push.header("Content-encoding")).isEqualTo("aes128gcm");
            assertThat(push.header("Ttl")).isEqualTo("600");
            assertThat(push.header("Urgency")).isEqualTo("high");
            var authorization = push.header("Authorization");
            assertThat(authorization).startsWith("vapid t=").endsWith(", k=" + KEYS.publicKey());
            var claims = json(Browser.verified(
                    authorization.substring("vapid t=".length(), authorization.indexOf(',')), KEYS.publicKey()));
            assertThat(claims.path("aud").asText()).isEqualTo(service.address());
            assertThat(claims.path("sub").asText()).isEqualTo("mailto:operator@example.com");
            assertThat(Instant.ofEpochSecond(claims.path("exp").asLong()))
                    .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(24)));
        }
    }

    @Test
    void aLaterPushOfTheSameAlertTakesThePlaceOfTheFirstAndIsQuietOnceItIsOver() throws Exception {
        var browser = new Browser();
        try (var service = new Receiver(Answer.status(201))) {
            var channel = browser.subscription("c", service.address());
            send(Notices.of(channel, Urgency.RING, 1));
            send(Notices.of(channel, Urgency.CLOSING, 2));

            var first = service.received().get(0);
            var second = service.received().get(1);
            assertThat(second.header("Topic")).isEqualTo(first.header("Topic")).hasSize(32);
            assertThat(second.header("Urgency")).isEqualTo("low");
            assertThat(json(browser.read(second.body())).path("ring").asBoolean())
                    .isFalse();
        }
    }

    @Test
    void keysThatAreNoBrowsersAreNotTriedAgain() throws Exception {
        try (var service = new Receiver(Answer.status(201))) {
            var channel = new Channel.WebPush("c", service.address(), "AAAA", "AAAA", "");
            assertThat(send(Notices.of(channel, Urgency.RING))).isInstanceOf(Refused.class);
            assertThat(service.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422})
    void whatTheOtherSideRefusesIsNotTriedAgain(int status) throws Exception {
        try (var hook = new Receiver(Answer.status(status))) {
            assertThat(send(hook.address())).isEqualTo(new Refused("HTTP " + status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void whatTheOtherSideCannotTakeNowIsTriedAgain(int status) throws Exception {
        try (var hook = new Receiver(Answer.status(status))) {
            assertThat(send(hook.address())).isEqualTo(new Missed("HTTP " + status, Duration.ZERO));
        }
    }

    @Test
    void theOtherSideMaySayForHowLongItWantsToBeLeftAlone() throws Exception {
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(100).atOffset(ZoneOffset.UTC));
        assertThat(notBefore("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(notBefore(date)).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(100));
        assertThat(notBefore("soon")).isEqualTo(Duration.ZERO);
        assertThat(notBefore("99999999999999999999")).isEqualTo(Duration.ZERO);
    }

    @Test
    void noRedirectIsFollowed() throws Exception {
        try (var elsewhere = new Receiver(Answer.status(200));
                var hook = new Receiver(exchange -> {
                    exchange.getResponseHeaders().add("Location", elsewhere.address());
                    exchange.sendResponseHeaders(307, -1);
                })) {
            assertThat(send(hook.address())).isInstanceOf(Refused.class);
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void aReceiverThatNeverAnswersIsNotWaitedFor() throws Exception {
        var end = new CountDownLatch(1);
        try (var hook = new Receiver(exchange -> await(end))) {
            assertThat(send(hook.address(), Destinations.ANY, Duration.ofMillis(200)))
                    .isEqualTo(Missed.of("no answer within 200 ms"));
        } finally {
            end.countDown();
        }
    }

    @Test
    void anAnswerWithoutEndIsNotRead() throws Exception {
        var end = new CountDownLatch(1);
        try (var hook = new Receiver(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[1_000]);
            exchange.getResponseBody().flush();
            await(end);
        })) {
            assertThat(send(hook.address())).isEqualTo(new Taken("HTTP 200"));
        } finally {
            end.countDown();
        }
    }

    @Test
    void aReceiverThatIsAwayIsTriedAgain() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        assertThat(send("http://127.0.0.1:" + nobody)).isEqualTo(Missed.of("no connection to 127.0.0.1"));
    }

    @Test
    void nothingIsSentToThisMachineUnlessItsOperatorAllows() throws Exception {
        try (var hook = new Receiver(Answer.status(200))) {
            assertThat(send(hook.address(), Destinations.HOME, PATIENCE))
                    .isInstanceOf(Refused.class)
                    .extracting(SendResult::detail)
                    .asString()
                    .contains("127.0.0.1 is this machine");
            assertThat(hook.received()).isEmpty();
        }
    }

    private static Duration notBefore(String retryAfter) throws Exception {
        try (var hook = new Receiver(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
            exchange.sendResponseHeaders(429, -1);
        })) {
            return ((Missed) send(hook.address())).notBefore();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static SendResult send(String url) throws Exception {
        return send(url, Destinations.ANY, PATIENCE);
    }

    private static SendResult send(String url, Destinations destinations, Duration answerWithin) throws Exception {
        return send(Notices.of(new Channel.Webhook("c", url, ""), Urgency.RING), destinations, answerWithin);
    }

    private static SendResult send(Notice notice) throws Exception {
        return send(notice, Destinations.ANY, PATIENCE);
    }

    private static SendResult send(Notice notice, Destinations destinations, Duration answerWithin) throws Exception {
        var policy = new SendPolicy(
                destinations, PATIENCE, answerWithin, KEYS, "mailto:operator@example.com", "https://console.example");
        try (var senders = new ChannelSenders(policy)) {
            return senders.send(notice).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
