package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.connectors.proto.v1.RegistryProto;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * A caregiver's {@link Channel}s. One of a kind that this release does not know is left out: the others still tell the caregiver,
 * while a refused household would be told nothing.
 */
final class ChannelCodec implements Serializable {
    private static final long serialVersionUID = 1L;

    List<Channel> decode(String caregiver, List<RegistryProto.Channel> wire) throws RefusedRecordException {
        var channels = new ArrayList<Channel>();
        var ids = new HashSet<String>();
        for (var channel : wire) {
            var id = Wire.requireText("Channel.id of " + caregiver, channel.getId(), "an id");
            if (!ids.add(id)) {
                throw Wire.malformed("Channel.id of " + caregiver, id + " twice", "each id once");
            }
            var of = " of channel %s of %s".formatted(id, caregiver);
            switch (channel.getKindCase()) {
                case NTFY -> channels.add(ntfy(id, of, channel.getNtfy()));
                case WEBHOOK ->
                    channels.add(new Channel.Webhook(
                            id,
                            url("WebhookChannel.url" + of, channel.getWebhook().getUrl()),
                            channel.getWebhook().getSecret()));
                case WEB_PUSH -> channels.add(webPush(id, of, channel.getWebPush()));
                case KIND_NOT_SET -> {}
            }
        }
        return List.copyOf(channels);
    }

    RegistryProto.Channel encode(Channel channel) {
        var wire = RegistryProto.Channel.newBuilder().setId(channel.id());
        if (channel instanceof Channel.Ntfy ntfy) {
            wire.setNtfy(RegistryProto.NtfyChannel.newBuilder()
                    .setServer(ntfy.server())
                    .setTopic(ntfy.topic())
                    .setToken(ntfy.token()));
        } else if (channel instanceof Channel.Webhook webhook) {
            wire.setWebhook(RegistryProto.WebhookChannel.newBuilder()
                    .setUrl(webhook.url())
                    .setSecret(webhook.secret()));
        } else if (channel instanceof Channel.WebPush push) {
            wire.setWebPush(RegistryProto.WebPushChannel.newBuilder()
                    .setEndpoint(push.endpoint())
                    .setP256Dh(push.p256dh())
                    .setAuth(push.auth())
                    .setLabel(push.label()));
        }
        return wire.build();
    }

    private static Channel ntfy(String id, String of, RegistryProto.NtfyChannel wire) throws RefusedRecordException {
        return new Channel.Ntfy(
                id,
                url("NtfyChannel.server" + of, wire.getServer()),
                Wire.requireText("NtfyChannel.topic" + of, wire.getTopic(), "the topic's name"),
                wire.getToken());
    }

    private static Channel webPush(String id, String of, RegistryProto.WebPushChannel wire)
            throws RefusedRecordException {
        return new Channel.WebPush(
                id,
                url("WebPushChannel.endpoint" + of, wire.getEndpoint()),
                Wire.requireText("WebPushChannel.p256dh" + of, wire.getP256Dh(), "the browser's public key"),
                Wire.requireText("WebPushChannel.auth" + of, wire.getAuth(), "the subscription's secret"),
                wire.getLabel());
    }

    /** The message of a refusal goes to the dead letters, so it does not repeat the address, which may hold a secret. */
    private static String url(String field, String value) throws RefusedRecordException {
        Wire.requireText(field, value, "an http or https URL");
        try {
            var uri = new URI(value);
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
                return value;
            }
            throw Wire.malformed(field, "no such address", "an http or https URL with a host");
        } catch (URISyntaxException e) {
            throw Wire.malformed(field, "no URL", "an http or https URL with a host");
        }
    }
}
