package dev.cradlewatch.connectors.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HomeTopicsTest {

    @Test
    void areReadableForPlainIds() {
        assertThat(new HomeTopics("willow").cry("willow-crib_1")).isEqualTo("cradlewatch/willow/willow-crib_1/cry");
    }

    @Test
    void idsThatMqttOrHomeAssistantWouldNotTakeStayApart() {
        var wild = new HomeTopics("a/+/#");
        assertThat(wild.availability()).matches("cradlewatch/[A-Za-z0-9_-]+/availability");
        assertThat(wild.node("kinderzimmer ä")).matches("[A-Za-z0-9_-]+");
        assertThat(wild.node("crib 1")).isNotEqualTo(wild.node("crib.1"));
    }
}
