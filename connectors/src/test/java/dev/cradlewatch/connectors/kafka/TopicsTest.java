package dev.cradlewatch.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.device.AudioWindow;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void namesAreTheContract() {
        assertThat(Topics.all())
                .extracting(TopicSpec::name)
                .containsExactly(
                        "audio.windows",
                        "device.events",
                        "night.images",
                        "devices",
                        "households",
                        "settings",
                        "feedback",
                        "access",
                        "audit",
                        "cry.scores",
                        "alerts",
                        "deliveries",
                        "channel.tests",
                        "images.colorized",
                        "dead.letters");
    }

    @Test
    void compactsTheRegistriesAndNothingElse() {
        assertThat(Topics.all())
                .filteredOn(topic -> topic.configs(ArrivalClock.BROKER)
                        .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                        .equals("compact"))
                .containsExactlyInAnyOrderElementsOf(
                        List.of(Topics.DEVICES, Topics.HOUSEHOLDS, Topics.SETTINGS, Topics.ACCESS));
    }

    @Test
    void onSimulatedTimeNothingIsDeletedByAgeAndNoTimeIsRefused() {
        assertThat(Topics.AUDIO_WINDOWS.configs(ArrivalClock.PRODUCER))
                .containsEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime")
                .containsEntry(TopicConfig.RETENTION_MS_CONFIG, "-1")
                .containsEntry(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE));
        assertThat(Topics.AUDIO_WINDOWS.configs(ArrivalClock.BROKER))
                .containsEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")
                .containsEntry(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(7L * 24 * 3_600 * 1_000));
    }

    @Test
    void eachTopicTakesItsLargestRecord() {
        assertThat(Topics.AUDIO_WINDOWS.maxMessageBytes()).isGreaterThan(2 * AudioWindow.PCM_BYTES);
        assertThat(Topics.NIGHT_IMAGES.maxMessageBytes()).isGreaterThan(4 * 1_024 * 1_024 + 100_000);
    }

    @Test
    void aSmallMachineGetsFewerPartitions() {
        assertThat(Topics.AUDIO_WINDOWS.withAtMostPartitions(4).partitions()).isEqualTo(4);
        assertThat(Topics.DEVICES.withAtMostPartitions(4).partitions()).isEqualTo(1);
    }
}
