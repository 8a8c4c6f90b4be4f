package dev.cradlewatch.connectors.history;

import static dev.cradlewatch.connectors.history.TableRows.row;
import static dev.cradlewatch.connectors.history.TableRows.scoreRow;
import static dev.cradlewatch.connectors.history.TableRows.utc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.clip.ClipFile;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.image.ImageFacts;
import dev.cradlewatch.operators.stream.Heard;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.Test;

/** Each kind of fact through a real Flink job into its table, field by field. */
class HistoryRowsITCase extends FolderHistory {
    private static final TypeInformation<Heard<DeviceEvent>> EVENT = TypeInformation.of(new TypeHint<>() {});

    @Test
    void everyFieldOfADeviceEventIsInItsRow() throws Exception {
        append(List.of(Facts.event()), EVENT, HistoryTables.DEVICE_EVENTS);

        assertThat(rows(HistoryTables.DEVICE_EVENTS))
                .containsExactly(row(
                        "event_time",
                        utc(Facts.AT),
                        "device",
                        "crib",
                        "household",
                        "willow",
                        "kind",
                        "FAULT",
                        "score",
                        0.25f,
                        "detail",
                        "no samples for 5 s",
                        "free_memory_bytes",
                        1_000_000L,
                        "spool_bytes",
                        2_000L,
                        "dropped_windows",
                        3L,
                        "agent_version",
                        "1.2.0",
                        "epoch",
                        -5L,
                        "seq",
                        8L,
                        "device_time",
                        utc(Facts.DEVICE_TIME),
                        "arrival",
                        utc(Facts.ARRIVAL),
                        "lane",
                        "LATE",
                        "origin_partition",
                        3,
                        "origin_offset",
                        99L));
    }

    @Test
    void everyFieldOfAScoreIsInItsRow() throws Exception {
        append(List.of(Facts.score("crib", 9, Facts.AT)), Facts.SCORE, HistoryTables.CRY_SCORES);

        assertThat(rows(HistoryTables.CRY_SCORES)).containsExactly(scoreRow("crib", 9, Facts.AT));
    }

    @Test
    void everyFieldOfAnAlertAndItsEvidenceIsInItsRow() throws Exception {
        append(List.of(Facts.alert()), TypeInformation.of(Alert.class), HistoryTables.ALERTS);

        var rows = rows(HistoryTables.ALERTS);
        var evidence = (Collection<?>) rows.get(0).remove("evidence");
        assertThat(rows)
                .containsExactly(row(
                        "event_time", utc(Facts.AT),
                        "household", "willow",
                        "id", "a-1",
                        "version", 3,
                        "kind", "STILL_CRYING",
                        "severity", "CRITICAL",
                        "rings", false,
                        "silence", "QUIET_HOURS",
                        "started_at", utc(Facts.DEVICE_TIME),
                        "acknowledged_by", "ada"));
        assertThat(evidence)
                .map(TableRows::values)
                .containsExactly(
                        row(
                                "device",
                                "crib",
                                "posterior",
                                0.93,
                                "peak_probability",
                                0.99,
                                "crying_seconds",
                                12,
                                "heard_locally",
                                true),
                        row(
                                "device",
                                "door",
                                "posterior",
                                0.51,
                                "peak_probability",
                                0.7,
                                "crying_seconds",
                                3,
                                "heard_locally",
                                false));
    }

    @Test
    void everyFieldOfFeedbackIsInItsRowAndWhatWasNotToldIsEmpty() throws Exception {
        var acknowledged = Feedback.ofAlert("f-2", "willow", FeedbackKind.ACKNOWLEDGED, "a-2", 0, "", Facts.ARRIVAL);
        append(List.of(Facts.missedCry(), acknowledged), TypeInformation.of(Feedback.class), HistoryTables.FEEDBACK);

        assertThat(rows(HistoryTables.FEEDBACK))
                .containsExactlyInAnyOrder(
                        row(
                                "event_time", utc(Facts.AT),
                                "household", "willow",
                                "id", "f-1",
                                "kind", "MISSED_CRY",
                                "alert_id", "a-1",
                                "alert_version", 3,
                                "caregiver", "Ada",
                                "device", "crib",
                                "cry_from", utc(Facts.AT.minusSeconds(60)),
                                "cry_to", utc(Facts.AT.minusSeconds(20))),
                        row(
                                "event_time",
                                utc(Facts.ARRIVAL),
                                "household",
                                "willow",
                                "id",
                                "f-2",
                                "kind",
                                "ACKNOWLEDGED",
                                "alert_id",
                                "a-2",
                                "alert_version",
                                null,
                                "caregiver",
                                null,
                                "device",
                                null,
                                "cry_from",
                                null,
                                "cry_to",
                                null));
    }

    @Test
    void everyFactOfAColorizedPictureIsInItsRow() throws Exception {
        append(List.of(Facts.image()), TypeInformation.of(ImageFacts.class), HistoryTables.IMAGES);

        assertThat(rows(HistoryTables.IMAGES))
                .containsExactly(row(
                        "event_time",
                        utc(Facts.AT),
                        "device",
                        "crib",
                        "image_id",
                        "night-1",
                        "width_px",
                        640,
                        "height_px",
                        480,
                        "model",
                        "color-ref 1",
                        "reference_image_id",
                        "day-1",
                        "took_us",
                        512_000L,
                        "peak_memory_bytes",
                        300_000_000L,
                        "data_bytes",
                        12_345L,
                        "uri",
                        null,
                        "origin_topic",
                        "night.images",
                        "origin_partition",
                        3,
                        "origin_offset",
                        99L,
                        "colored_topic",
                        "images.colorized",
                        "colored_partition",
                        2,
                        "colored_offset",
                        98L));
    }

    @Test
    void everyFactOfAClipIsInItsRow() throws Exception {
        append(List.of(Facts.clip("a-1", "crib", Facts.AT)), TypeInformation.of(ClipFile.class), HistoryTables.CLIPS);

        assertThat(rows(HistoryTables.CLIPS))
                .containsExactly(row(
                        "event_time",
                        utc(Facts.AT),
                        "household",
                        "willow",
                        "alert_id",
                        "a-1",
                        "device",
                        "crib",
                        "path",
                        "/clips/2026-03-01/a-1_crib.wav",
                        "start",
                        utc(Facts.AT.minusSeconds(5)),
                        "seconds",
                        12.5,
                        "sound_seconds",
                        9.25,
                        "bytes",
                        400_044L,
                        "sample_format",
                        "WAV 16 kHz mono S16LE",
                        "written_at",
                        utc(Facts.ARRIVAL)));
    }
}
