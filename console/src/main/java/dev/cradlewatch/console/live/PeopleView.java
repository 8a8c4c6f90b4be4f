package dev.cradlewatch.console.live;

import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.household.Household;
import java.util.List;
import java.util.Optional;

/** Who is told how, as the page shows it: without tokens, secrets and passwords, of which it says only that they are set. */
record PeopleView(
        long escalateAfterMinutes, List<CaregiverView> caregivers, Optional<HomeAssistantView> homeAssistant) {

    record CaregiverView(String id, String name, List<Object> channels) {}

    record NtfyView(String id, String kind, String server, String topic, boolean tokenSet) {}

    record WebhookView(String id, String kind, String url, boolean secretSet) {}

    record WebPushView(String id, String kind, String endpoint, String label) {}

    record HomeAssistantView(String host, int port, boolean tls, String user, boolean passwordSet, String prefix) {}

    static PeopleView of(Household household) {
        var home = household.homeAssistant();
        return new PeopleView(
                household.escalateAfter().toMinutes(),
                household.caregivers().stream().map(PeopleView::of).toList(),
                home.isSet()
                        ? Optional.of(new HomeAssistantView(
                                home.host(),
                                home.port(),
                                home.tls(),
                                home.user(),
                                !home.password().isEmpty(),
                                home.prefix()))
                        : Optional.empty());
    }

    private static CaregiverView of(Caregiver caregiver) {
        return new CaregiverView(
                caregiver.id(),
                caregiver.name(),
                caregiver.channels().stream().map(PeopleView::of).toList());
    }

    private static Object of(Channel channel) {
        if (channel instanceof Channel.Ntfy ntfy) {
            return new NtfyView(
                    ntfy.id(),
                    "NTFY",
                    ntfy.server(),
                    ntfy.topic(),
                    !ntfy.token().isEmpty());
        }
        if (channel instanceof Channel.Webhook webhook) {
            return new WebhookView(
                    webhook.id(), "WEBHOOK", webhook.url(), !webhook.secret().isEmpty());
        }
        var push = (Channel.WebPush) channel;
        return new WebPushView(push.id(), "WEB_PUSH", push.endpoint(), push.label());
    }
}
