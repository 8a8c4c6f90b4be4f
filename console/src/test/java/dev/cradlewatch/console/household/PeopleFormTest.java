package dev.cradlewatch.console.household;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.cradlewatch.console.http.Refusal;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.household.HomeAssistant;
import dev.cradlewatch.operators.household.Household;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms as the page sends them. */
class PeopleFormTest {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();
    private static final String ADA = person("ada", "Ada", "");
    private static final String NTFY =
            "{'id': 'phone', 'kind': 'NTFY', 'server': 'https://ntfy.sh', 'topic': 'crib'%s}";
    private static final String HOOK = "{'id': 'hook', 'kind': 'WEBHOOK', 'url': 'https://example.org/x'%s}";
    private static final String HOME = "{'host': 'home.local', 'port': 1883, 'tls': false, 'user': 'cradle'%s}";

    private static final Household BEFORE = new Household(
            "willow",
            "Willow",
            List.of(
                    new Caregiver(
                            "ada",
                            "Ada",
                            List.of(
                                    new Channel.Ntfy("phone", "https://ntfy.sh", "crib", "old token"),
                                    new Channel.Webhook("hook", "https://example.org/x", "old secret"),
                                    new Channel.WebPush("push", "https://push.example.org/1", "key", "auth", "Phone"))),
                    new Caregiver("ben", "Ben", List.of())),
            Duration.ofMinutes(5),
            new HomeAssistant("home.local", 1883, false, "cradle", "old password", "homeassistant"));

    @Test
    void whatIsNotSentAnewStaysSecretAsItWas() {
        var after =
                apply(form(5, person("ada", "Ada", NTFY.formatted("") + "," + HOOK.formatted("")), HOME.formatted("")));
        assertThat(channel(after, "phone"))
                .isEqualTo(new Channel.Ntfy("phone", "https://ntfy.sh", "crib", "old token"));
        assertThat(channel(after, "hook"))
                .isEqualTo(new Channel.Webhook("hook", "https://example.org/x", "old secret"));
        assertThat(after.homeAssistant().password()).isEqualTo("old password");
    }

    @Test
    void whatIsSentAnewReplacesTheSecretAndAnEmptyOneTakesItAway() {
        var after = apply(form(
                5,
                person("ada", "Ada", NTFY.formatted(", 'token': 'new token'") + "," + HOOK.formatted(", 'secret': ''")),
                HOME.formatted(", 'password': 'new password'")));
        assertThat(((Channel.Ntfy) channel(after, "phone")).token()).isEqualTo("new token");
        assertThat(((Channel.Webhook) channel(after, "hook")).secret()).isEmpty();
        assertThat(after.homeAssistant().password()).isEqualTo("new password");
    }

    /** A caregiver must not get at another one's token by claiming the channel. */
    @Test
    void aChannelBringsNoSecretToAnotherCaregiver() {
        assertRefused(form(5, ADA + "," + person("ben", "Ben", NTFY.formatted("")), "null"), "not there any more");
    }

    @Test
    void aBrowsersSubscriptionStaysAsItIs() {
        var after = apply(form(5, person("ada", "Ada", "{'id': 'push', 'kind': 'WEB_PUSH', 'label': 'x'}"), "null"));
        assertThat(channel(after, "push"))
                .isEqualTo(new Channel.WebPush("push", "https://push.example.org/1", "key", "auth", "Phone"));
    }

    @Test
    void theHouseholdIsWhatTheFormSaysInItsOrder() {
        var after = apply(form(10, person("ben", " Benjamin ", "") + "," + ADA + "," + person("", "Cy", ""), "null"));
        assertThat(after.household()).isEqualTo("willow");
        assertThat(after.name()).isEqualTo("Willow");
        assertThat(after.escalateAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(after.caregivers()).extracting(Caregiver::name).containsExactly("Benjamin", "Ada", "Cy");
        assertThat(after.caregivers().get(2).id()).matches("caregiver-[0-9a-f]{8}");
        assertThat(after.homeAssistant()).isEqualTo(HomeAssistant.none());
    }

    @Test
    void nobodyRemovesThemselves() {
        assertRefused(form(5, person("ben", "Ben", ""), "null"), "cannot remove yourself");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 121})
    void escalatingTakesAMinuteToTwoHours(int minutes) {
        assertRefused(form(minutes, ADA, "null"), "expected 1 to 120");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "a\\u0000b",
                "a\\nb",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void aNameIsOneLineThatFits(String name) {
        assertRefused(form(5, ADA + "," + person("", name, ""), "null"), "name of 1 to 64 characters");
    }

    @Test
    void thereIsAnEndToPeopleAndChannels() {
        var eleven = String.join(",", Collections.nCopies(10, person("", "New", "")));
        assertRefused(form(5, ADA + "," + eleven, "null"), "at most 10");
        var channel = "{'id': '', 'kind': 'NTFY', 'server': 'https://ntfy.sh', 'topic': 'x'}";
        var channels = String.join(",", Collections.nCopies(11, channel));
        assertRefused(form(5, person("ada", "Ada", channels), "null"), "at most 10");
    }

    @Test
    void whoIsNotOfTheHouseholdOrThereTwiceIsRefused() {
        assertRefused(form(5, ADA + "," + person("eve", "Eve", ""), "null"), "not of this household");
        assertRefused(form(5, ADA + "," + ADA, "null"), "there twice");
        assertRefused(
                form(5, person("ada", "Ada", NTFY.formatted("") + "," + NTFY.formatted("")), "null"), "there twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ntfy.sh",
                "file:///etc/passwd",
                "ftp://example.org/x",
                "javascript:alert(1)",
                "https://",
                "https://a b"
            })
    void aChannelGoesToAWebAddress(String server) {
        var channel = "{'id': '', 'kind': 'NTFY', 'server': '%s', 'topic': 'x'}".formatted(server);
        assertRefused(form(5, person("ada", "Ada", channel), "null"), "server");
    }

    @ParameterizedTest
    @CsvSource({"FAX,FAX", "ntfy,ntfy"})
    void anUnknownKindIsNamed(String kind, String named) {
        assertRefused(form(5, person("ada", "Ada", "{'id': '', 'kind': '%s'}".formatted(kind)), "null"), named);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void homeAssistantHasAPort(int port) {
        assertRefused(form(5, ADA, "{'host': 'home.local', 'port': %d, 'tls': true}".formatted(port)), "1 to 65535");
    }

    @Test
    void whatIsMissingIsSaidNotThrown() {
        assertRefused("{'escalateAfterMinutes': 5, 'homeAssistant': null}", "caregivers");
        assertRefused(form(5, "null", "null"), "expected id, name and channels");
        assertRefused(form(5, person("ada", "Ada", "null"), "null"), "expected id and kind");
    }

    private static Channel channel(Household household, String id) {
        return household.caregiver("ada").orElseThrow().channel(id).orElseThrow();
    }

    private static void assertRefused(String form, String because) {
        assertThatThrownBy(() -> apply(form)).isInstanceOf(Refusal.class).hasMessageContaining(because);
    }

    private static Household apply(String form) {
        try {
            return JSON.readValue(form.replace('\'', '"'), PeopleForm.class).applyTo(BEFORE, "ada");
        } catch (IOException e) {
            throw new IllegalArgumentException(form, e);
        }
    }

    private static String form(int minutes, String people, String home) {
        return "{'escalateAfterMinutes': %d, 'caregivers': [%s], 'homeAssistant': %s}".formatted(minutes, people, home);
    }

    private static String person(String id, String name, String channels) {
        return "{'id': '%s', 'name': '%s', 'channels': [%s]}".formatted(id, name, channels);
    }
}
