package dev.cradlewatch.console.household;

import dev.cradlewatch.console.http.Refusal;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.household.HomeAssistant;
import dev.cradlewatch.operators.household.Household;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the page sends of a household's people. Tokens, secrets and passwords come only when they are new; where they are left out
 * the household keeps what it has, as long as it is for the same address.
 */
record PeopleForm(int escalateAfterMinutes, List<CaregiverForm> caregivers, Optional<HomeAssistantForm> homeAssistant) {
    private static final int MOST_PEOPLE = 10;
    private static final int MOST_CHANNELS = 10;
    private static final int MOST_CHARACTERS = 500;
    private static final int MOST_NAME_CHARACTERS = 64;
    private static final int MOST_MINUTES = 120;
    private static final int MOST_PORT = 65_535;
    private static final int ID_BYTES = 4;
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_/-]{1,100}");

    record CaregiverForm(String id, String name, List<ChannelForm> channels) {}

    record ChannelForm(
            String id,
            String kind,
            Optional<String> server,
            Optional<String> topic,
            Optional<String> token,
            Optional<String> url,
            Optional<String> secret,
            Optional<String> endpoint,
            Optional<String> p256dh,
            Optional<String> auth,
            Optional<String> label) {}

    record HomeAssistantForm(
            String host,
            int port,
            boolean tls,
            Optional<String> user,
            Optional<String> password,
            Optional<String> prefix) {}

    /**
     * The household as the form wants it.
     *
     * @param before   the household as it is
     * @param signedIn id of the caregiver who sends the form
     * @throws Refusal if it cannot be so
     */
    Household applyTo(Household before, String signedIn) {
        require(
                escalateAfterMinutes >= 1 && escalateAfterMinutes <= MOST_MINUTES,
                "escalateAfterMinutes: expected 1 to 120");
        require(caregivers != null && caregivers.size() <= MOST_PEOPLE, "caregivers: expected at most 10");
        var ids = new HashSet<String>();
        var people =
                caregivers.stream().map(form -> caregiver(form, before, ids)).toList();
        require(
                people.stream().anyMatch(caregiver -> caregiver.id().equals(signedIn)),
                "caregivers: you cannot remove yourself; ask another caregiver");
        return new Household(
                before.household(),
                before.name(),
                people,
                Duration.ofMinutes(escalateAfterMinutes),
                homeAssistant.map(form -> homeAssistant(form, before)).orElseGet(HomeAssistant::none));
    }

    private static Caregiver caregiver(CaregiverForm form, Household before, Set<String> ids) {
        require(
                form != null && form.id() != null && form.channels() != null,
                "caregiver: expected id, name and channels");
        require(
                form.name() != null
                        && !form.name().isBlank()
                        && form.name().length() <= MOST_NAME_CHARACTERS
                        && form.name().chars().noneMatch(Character::isISOControl),
                "caregiver: expected a name of 1 to 64 characters in one line");
        require(form.channels().size() <= MOST_CHANNELS, "channels of %s: expected at most 10".formatted(form.name()));
        var known = before.caregiver(form.id());
        require(form.id().isEmpty() || known.isPresent(), "caregiver %s: not of this household".formatted(form.name()));
        var id = form.id().isEmpty() ? newId("caregiver-") : form.id();
        require(ids.add(id), "caregiver %s is there twice".formatted(form.name()));
        var channelIds = new HashSet<String>();
        return new Caregiver(
                id,
                form.name().strip(),
                form.channels().stream()
                        .map(channel -> channel(channel, known, channelIds))
                        .toList());
    }

    private static Channel channel(ChannelForm form, Optional<Caregiver> owner, Set<String> ids) {
        require(form != null && form.id() != null && form.kind() != null, "channel: expected id and kind");
        var known = owner.flatMap(caregiver -> caregiver.channel(form.id()));
        require(
                form.id().isEmpty() || known.isPresent(),
                "channel of kind %s: not there any more; load the page anew".formatted(form.kind()));
        var id = form.id().isEmpty() ? newId("channel-") : form.id();
        require(ids.add(id), "channel of kind %s: there twice".formatted(form.kind()));
        return switch (form.kind()) {
            case "NTFY" -> ntfy(id, form, known);
            case "WEBHOOK" -> webhook(id, form, known);
            case "WEB_PUSH" -> webPush(id, form, known);
            default ->
                throw Refusal.wrong("channel: kind %s: expected NTFY, WEBHOOK or WEB_PUSH".formatted(form.kind()));
        };
    }

    /** A token is for the server that it was given for. */
    private static Channel ntfy(String id, ChannelForm form, Optional<Channel> known) {
        var server = url("server", form.server());
        var kept = known.filter(Channel.Ntfy.class::isInstance)
                .map(Channel.Ntfy.class::cast)
                .filter(before -> before.server().equals(server))
                .map(Channel.Ntfy::token);
        return new Channel.Ntfy(
                id,
                server,
                text("topic", form.topic()),
                form.token().or(() -> kept).orElse(""));
    }

    private static Channel webhook(String id, ChannelForm form, Optional<Channel> known) {
        var url = url("url", form.url());
        var kept = known.filter(Channel.Webhook.class::isInstance)
                .map(Channel.Webhook.class::cast)
                .filter(before -> before.url().equals(url))
                .map(Channel.Webhook::secret);
        return new Channel.Webhook(id, url, form.secret().or(() -> kept).orElse(""));
    }

    /** A browser's keys never change: a known subscription stays as it is. */
    private static Channel webPush(String id, ChannelForm form, Optional<Channel> known) {
        var before = known.filter(Channel.WebPush.class::isInstance).map(Channel.WebPush.class::cast);
        if (before.isPresent()) {
            return before.get();
        }
        return new Channel.WebPush(
                id,
                url("endpoint", form.endpoint()),
                text("p256dh", form.p256dh()),
                text("auth", form.auth()),
                form.label().orElse(""));
    }

    private static HomeAssistant homeAssistant(HomeAssistantForm form, Household before) {
        var host = text("homeAssistant.host", Optional.ofNullable(form.host()));
        require(form.port() >= 1 && form.port() <= MOST_PORT, "homeAssistant.port: expected 1 to 65535");
        var prefix = form.prefix().filter(text -> !text.isBlank()).orElse(HomeAssistant.PREFIX);
        require(
                PREFIX.matcher(prefix).matches(),
                "homeAssistant.prefix: expected at most 100 letters, digits, and _ / -");
        var kept = Optional.of(before.homeAssistant())
                .filter(broker -> broker.host().equals(host))
                .map(HomeAssistant::password);
        return new HomeAssistant(
                host,
                form.port(),
                form.tls(),
                form.user().orElse(""),
                form.password().or(() -> kept).orElse(""),
                prefix);
    }

    private static String url(String field, Optional<String> value) {
        var text = text(field, value);
        try {
            var uri = new URI(text);
            var isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            require(isWeb && uri.getHost() != null, field + ": expected an address such as https://example.org/path");
            return text;
        } catch (URISyntaxException e) {
            throw Refusal.wrong(field + ": expected an address such as https://example.org/path");
        }
    }

    private static String text(String field, Optional<String> value) {
        var text = value.map(String::strip).orElse("");
        require(!text.isEmpty() && text.length() <= MOST_CHARACTERS, field + ": expected 1 to 500 characters");
        return text;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw Refusal.wrong(otherwise);
        }
    }

    private static String newId(String prefix) {
        var bytes = new byte[ID_BYTES];
        new SecureRandom().nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
