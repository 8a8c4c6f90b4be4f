package dev.cradlewatch.connectors.notify;

import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.notify.Notice;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Sends by each kind of {@link Channel}. */
public final class ChannelSenders implements NoticeSender {
    private final HttpPost http;
    private final NtfyRequests ntfy;
    private final WebhookRequests webhook = new WebhookRequests();
    private final WebPushRequests webPush;

    /** @throws IllegalArgumentException if the policy's VAPID keys are none */
    public ChannelSenders(SendPolicy policy) {
        ntfy = new NtfyRequests(policy.page());
        webPush = new WebPushRequests(policy.vapid(), policy.contact());
        http = new HttpPost(policy);
    }

    @Override
    public CompletableFuture<SendResult> send(Notice notice) {
        try {
            return http.post(request(notice, Instant.now()));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(new SendResult.Refused(e.getMessage()));
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(Notice notice, Instant now) {
        if (notice.channel() instanceof Channel.Ntfy channel) {
            return ntfy.request(notice, channel, now);
        }
        if (notice.channel() instanceof Channel.Webhook channel) {
            return webhook.request(notice, channel, now);
        }
        return webPush.request(notice, (Channel.WebPush) notice.channel(), now);
    }
}
