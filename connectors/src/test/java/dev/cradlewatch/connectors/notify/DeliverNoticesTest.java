package dev.cradlewatch.connectors.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.notify.SendResult.Missed;
import dev.cradlewatch.connectors.notify.SendResult.Refused;
import dev.cradlewatch.connectors.notify.SendResult.Taken;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.notify.Message.Urgency;
import dev.cradlewatch.operators.notify.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliverNoticesTest {
    private static final Notice RING = Notices.of(channel("phone"), Urgency.RING);
    private static final CompletableFuture<SendResult> NEVER = new CompletableFuture<>();

    private final Map<String, Supplier<CompletableFuture<SendResult>>> channels = new HashMap<>();
    private final List<String> tried = new ArrayList<>();

    private OneInputStreamOperatorTestHarness<Notice, Delivery> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        at(0);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void whatIsTakenIsDelivered() throws Exception {
        answers("phone", new Taken("HTTP 200"));
        send(RING);
        assertThat(told()).containsExactly("m-phone-1 DELIVERED 1 HTTP 200");
        at(1_000);
        assertThat(tried).hasSize(1);
    }

    @Test
    void whatFailsIsToldAtOnceAndTriedAgainWithGrowingPatience() throws Exception {
        answers("phone", Missed.of("HTTP 503"));
        send(RING);
        assertThat(told()).containsExactly("m-phone-1 RETRYING 1 HTTP 503");

        at(1.9);
        assertThat(tried).hasSize(1);
        at(2);
        assertThat(tried).hasSize(2);
        at(5.9);
        assertThat(tried).hasSize(2);
        at(6);
        assertThat(tried).hasSize(3);

        answers("phone", new Taken("HTTP 200"));
        at(14);
        assertThat(told()).endsWith("m-phone-1 RETRYING 3 HTTP 503", "m-phone-1 DELIVERED 4 HTTP 200");
    }

    @Test
    void aDeadChannelIsGivenUp() throws Exception {
        answers("phone", Missed.of("no connection"));
        send(RING);
        for (var second = 1; second <= 700; second++) {
            at(second);
        }
        assertThat(told()).hasSize(9).last().isEqualTo("m-phone-1 FAILED 9 no connection; given up after 9 attempts");
        assertThat(tried).hasSize(9);
    }

    @Test
    void whatIsRefusedIsNotTriedAgain() throws Exception {
        answers("phone", new Refused("HTTP 410"));
        send(RING);
        at(1_000);
        assertThat(told()).containsExactly("m-phone-1 FAILED 1 HTTP 410");
    }

    @Test
    void aWishToBeLeftAloneIsHeardWithinBounds() throws Exception {
        answers("phone", new Missed("HTTP 429", Duration.ofSeconds(30)));
        answers("watch", new Missed("HTTP 429", Duration.ofDays(3)));
        send(RING);
        send(Notices.of(channel("watch"), Urgency.RING));
        at(29);
        assertThat(tried).containsExactly("phone", "watch");
        at(30);
        assertThat(tried).containsExactly("phone", "watch", "phone");
        at(120);
        assertThat(tried).endsWith("watch");
    }

    @Test
    void aChannelThatHangsHoldsNoOtherUp() throws Exception {
        channels.put("phone", () -> NEVER);
        answers("watch", new Taken("HTTP 200"));
        send(RING);
        send(Notices.of(channel("watch"), Urgency.RING));
        assertThat(told()).containsExactly("m-watch-1 DELIVERED 1 HTTP 200");
    }

    @Test
    void aNewerMessageOfTheAlertTakesThePlaceOfOneThatWaits() throws Exception {
        answers("phone", Missed.of("HTTP 503"));
        send(RING);
        answers("phone", new Taken("HTTP 200"));
        send(Notices.of(channel("phone"), Urgency.CLOSING, 2));
        at(1_000);
        assertThat(told())
                .containsExactly(
                        "m-phone-1 RETRYING 1 HTTP 503",
                        "m-phone-1 FAILED 1 version 2 of the alert took its place",
                        "m-phone-2 DELIVERED 1 HTTP 200");
    }

    @Test
    void aNewerMessageOfTheAlertEndsAnAttemptThatFailsMeanwhile() throws Exception {
        var first = new CompletableFuture<SendResult>();
        channels.put("phone", () -> first);
        send(RING);
        answers("phone", new Taken("HTTP 200"));
        send(Notices.of(channel("phone"), Urgency.CLOSING, 2));
        first.complete(Missed.of("HTTP 503"));
        at(1_000);
        assertThat(told())
                .containsExactly(
                        "m-phone-2 DELIVERED 1 HTTP 200",
                        "m-phone-1 FAILED 1 HTTP 503; version 2 of the alert took its place");
    }

    @Test
    void aRestartGoesOnWhereItWas() throws Exception {
        answers("phone", Missed.of("HTTP 503"));
        channels.put("watch", () -> NEVER);
        send(RING);
        send(Notices.of(channel("watch"), Urgency.RING));
        var snapshot = harness.snapshot(1, 1);
        harness.close();
        tried.clear();

        answers("phone", new Taken("HTTP 200"));
        answers("watch", new Taken("HTTP 200"));
        harness = harness();
        at(1);
        harness.initializeState(snapshot);
        harness.open();
        at(1.5);
        assertThat(told()).containsExactly("m-watch-1 DELIVERED 1 HTTP 200");
        at(2);
        assertThat(told()).endsWith("m-phone-1 DELIVERED 2 HTTP 200");
    }

    @Test
    void aJobThatWasAwayForLongSendsNothingThatIsPast() throws Exception {
        answers("phone", Missed.of("HTTP 503"));
        send(RING);
        var snapshot = harness.snapshot(1, 1);
        harness.close();
        tried.clear();

        harness = harness();
        at(3_600);
        harness.initializeState(snapshot);
        harness.open();
        at(3_601);
        assertThat(told()).containsExactly("m-phone-1 FAILED 1 too late to be sent");
        assertThat(tried).isEmpty();
    }

    @Test
    void theEndOfTheInputLeavesNothingWithoutAnOutcome() throws Exception {
        answers("phone", Missed.of("HTTP 503"));
        send(RING);
        harness.endInput();
        assertThat(told()).endsWith("m-phone-1 FAILED 1 the job ended before it was tried again");
    }

    private OneInputStreamOperatorTestHarness<Notice, Delivery> harness() throws Exception {
        FAKE.set(this::fake);
        return new OneInputStreamOperatorTestHarness<>(
                new DeliverNotices(() -> FAKE.get().get(), RetryPolicy.defaults()));
    }

    /** The operator's factory is serialized, so what it makes is reached over a static. */
    private static final ThreadLocal<Supplier<NoticeSender>> FAKE = new ThreadLocal<>();

    private NoticeSender fake() {
        return new NoticeSender() {
            @Override
            public CompletableFuture<SendResult> send(Notice notice) {
                tried.add(notice.channel().id());
                return channels.get(notice.channel().id()).get();
            }

            @Override
            public void close() {}
        };
    }

    private void answers(String channel, SendResult result) {
        channels.put(channel, () -> CompletableFuture.completedFuture(result));
    }

    private void send(Notice notice) throws Exception {
        harness.processElement(notice, 0);
        runMails();
    }

    private void at(double second) throws Exception {
        harness.setProcessingTime(Notices.AT.toEpochMilli() + Math.round(second * 1_000));
        runMails();
    }

    private void runMails() throws Exception {
        var mailbox = harness.getTaskMailbox();
        for (var mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY);
                mail.isPresent();
                mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY)) {
            mail.get().run();
        }
    }

    private List<String> told() {
        return harness.extractOutputValues().stream()
                .map(delivery -> "%s %s %d %s"
                        .formatted(delivery.id(), delivery.outcome(), delivery.attempts(), delivery.detail()))
                .toList();
    }

    private static Channel channel(String id) {
        return new Channel.Ntfy(id, "https://ntfy.example", "willow", "");
    }
}
