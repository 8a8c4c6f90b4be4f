package dev.cradlewatch.connectors.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.notify.Message.Urgency;
import dev.cradlewatch.operators.notify.Notice;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;

/** ntfy's "publish as JSON" (docs.ntfy.sh/publish): a POST to the server's root, so that any text passes as it is. */
final class NtfyRequests implements RequestMaker<Channel.Ntfy> {
    private static final int LOUDEST = 5;
    private static final int DEFAULT = 3;
    private static final int QUIET = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final String page;

    NtfyRequests(String page) {
        this.page = page;
    }

    @Override
    public HttpRequest.Builder request(Notice notice, Channel.Ntfy channel, Instant now) {
        var message = notice.message();
        var body = json.createObjectNode()
                .put("topic", channel.topic())
                .put("title", message.title())
                .put("message", message.text())
                .put("priority", priority(message.urgency()));
        body.putArray("tags").add(tag(message.urgency()));
        if (!page.isEmpty()) {
            body.put("click", page);
        }
        var request = HttpRequest.newBuilder(URI.create(channel.server()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        return channel.token().isEmpty() ? request : request.header("Authorization", "Bearer " + channel.token());
    }

    private static int priority(Urgency urgency) {
        return switch (urgency) {
            case RING -> LOUDEST;
            case TEST -> DEFAULT;
            case CLOSING -> QUIET;
        };
    }

    /** Names of emoji that ntfy shows before the title. */
    private static String tag(Urgency urgency) {
        return switch (urgency) {
            case RING -> "rotating_light";
            case TEST -> "test_tube";
            case CLOSING -> "white_check_mark";
        };
    }
}
