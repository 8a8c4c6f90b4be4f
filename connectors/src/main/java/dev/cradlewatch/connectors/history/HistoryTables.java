package dev.cradlewatch.connectors.history;

import dev.cradlewatch.connectors.clip.ClipFile;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.image.ImageFacts;
import dev.cradlewatch.operators.stream.Heard;
import java.time.Instant;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The tables of the history. All are append-only: a row is a fact and never changes. */
public final class HistoryTables {
    private static final double MILLIS_PER_SECOND = 1_000;

    /** What monitors told: heartbeats with health, onsets and offsets of their own model, faults. One row a record. */
    public static final HistoryTable<Heard<DeviceEvent>> DEVICE_EVENTS = new HistoryTable<>(
            "device_events",
            "device",
            List.of(
                    Column.time(
                            HistoryTable.TIME, Heard::at, "when it happened, a wrong clock of the monitor corrected"),
                    Column.text("device", heard -> heard.record().device(), "monitor"),
                    Column.text("household", Heard::household, "whose monitor it was then"),
                    Column.choice(
                            "kind", heard -> heard.record().kind(), "HEARTBEAT, CRY_ONSET, CRY_OFFSET, FAULT, OTHER"),
                    Column.real(
                            "score",
                            heard -> heard.record().score(),
                            "the monitor's cry probability, for onset, offset"),
                    Column.text("detail", heard -> heard.record().detail(), "words for a human, often empty"),
                    Column.number(
                            "free_memory_bytes",
                            heard -> heard.record().health().freeMemoryBytes(),
                            "memory that the monitor could still give, 0 if not told"),
                    Column.number(
                            "spool_bytes",
                            heard -> heard.record().health().spoolBytes(),
                            "bytes that waited on the monitor for the network"),
                    Column.number(
                            "dropped_windows",
                            heard -> heard.record().health().droppedWindows(),
                            "windows given up since the epoch began"),
                    Column.text(
                            "agent_version",
                            heard -> heard.record().health().agentVersion(),
                            "release of the agent, empty if not told"),
                    Column.number("epoch", heard -> heard.record().epoch(), "identity of the monitor's record store"),
                    Column.number("seq", heard -> heard.record().seq(), "number of the event within the epoch"),
                    Column.time("device_time", heard -> heard.record().at(), "when it happened by the monitor's clock"),
                    Column.time("arrival", Heard::arrival, "when the log had it"),
                    Column.choice("lane", Heard::lane, "LIVE, or LATE if it came too late to ring"),
                    Column.integer("origin_partition", heard -> heard.origin().partition(), "of topic device.events"),
                    Column.number("origin_offset", heard -> heard.origin().offset(), "in that partition")));

    /** What the full model said of each second of sound that was streamed. One row a window. */
    public static final HistoryTable<ScoredWindow> CRY_SCORES = new HistoryTable<>(
            "cry_scores",
            "device",
            List.of(
                    Column.time(
                            HistoryTable.TIME,
                            scored -> scored.window().at(),
                            "start of the second, a wrong clock of the monitor corrected"),
                    Column.text("device", scored -> scored.window().device(), "monitor"),
                    Column.text("household", scored -> scored.window().household(), "whose monitor it was then"),
                    Column.real(
                            "probability", ScoredWindow::probability, "that somebody cries in it, by the full model"),
                    Column.text("model", ScoredWindow::model, "name and version of that model"),
                    Column.real("local_score", scored -> scored.window().localScore(), "the monitor's own probability"),
                    Column.text("agent_model", scored -> scored.window().agentModel(), "the monitor's own model"),
                    Column.choice(
                            "reason",
                            scored -> scored.window().reason(),
                            "why it was streamed: DETECTION, CONTEXT, AUDIT"),
                    Column.choice(
                            "lane", scored -> scored.window().lane(), "LIVE, or LATE if it came too late to ring"),
                    Column.number("epoch", scored -> scored.window().epoch(), "identity of the monitor's record store"),
                    Column.number("seq", scored -> scored.window().seq(), "number of the window within the epoch"),
                    Column.time(
                            "device_time",
                            scored -> scored.window().deviceStart(),
                            "start of the second by the monitor's clock"),
                    Column.time("arrival", scored -> scored.window().arrival(), "when the log had the sound"),
                    Column.integer(
                            "origin_partition",
                            scored -> scored.window().origin().partition(),
                            "of topic audio.windows"),
                    Column.number(
                            "origin_offset", scored -> scored.window().origin().offset(), "in that partition"),
                    Column.<ScoredWindow>real(
                                    "level_dbfs",
                                    scored -> scored.window().levelDbfs(),
                                    "how loud the second is, in dB of full scale")
                            .onlyIf(scored -> !Float.isNaN(scored.window().levelDbfs()))));

    /** What caregivers were told. One row a version of an alert: its lifecycle is the rows of one id in the order of versions. */
    public static final HistoryTable<Alert> ALERTS = new HistoryTable<>(
            "alerts",
            "household",
            List.of(
                    Column.time(HistoryTable.TIME, Alert::at, "when what this version tells of happened"),
                    Column.text("household", Alert::household, "whom it concerns"),
                    Column.text("id", Alert::id, "the alert; its versions share it"),
                    Column.integer("version", Alert::version, "from 1, rising by one"),
                    Column.choice(
                            "kind",
                            Alert::kind,
                            "CRYING, STILL_CRYING, QUIET_AGAIN, CRIED_WHILE_OFFLINE, MONITOR_OFFLINE, MONITOR_BACK, ACKNOWLEDGED"),
                    Column.choice("severity", Alert::severity, "INFO, WARNING, CRITICAL"),
                    Column.flag("rings", Alert::rings, "whether it rang"),
                    Column.choice(
                            "silence",
                            Alert::silence,
                            "why it did not: NONE, KIND, SNOOZED, QUIET_HOURS, ACKNOWLEDGED"),
                    Column.time("started_at", Alert::startedAt, "when what it tells of began"),
                    Column.of(
                            "evidence",
                            evidenceType(),
                            alert -> evidence(alert.evidence()),
                            "what each monitor contributed"),
                    Column.<Alert>text(
                                    "acknowledged_by",
                                    alert -> alert.acknowledgement().caregiver(),
                                    "the caregiver who goes, if somebody does")
                            .onlyIf(alert -> alert.acknowledgement().isGiven())));

    /** What caregivers said of alerts, and of cries that no alert told. One row a feedback. */
    public static final HistoryTable<Feedback> FEEDBACK = new HistoryTable<>(
            "feedback",
            "household",
            List.of(
                    Column.time(HistoryTable.TIME, Feedback::at, "when it was said"),
                    Column.text("household", Feedback::household, "whose alert or cry it is about"),
                    Column.text("id", Feedback::id, "unique"),
                    Column.choice(
                            "kind", Feedback::kind, "ACKNOWLEDGED, FALSE_ALARM, MISSED_CRY, OTHER of a later release"),
                    Column.text("alert_id", Feedback::alertId, "the alert; none for a missed cry")
                            .onlyIf(feedback -> !feedback.alertId().isEmpty()),
                    Column.integer(
                                    "alert_version",
                                    Feedback::alertVersion,
                                    "highest version of it that the caregiver had seen, if told")
                            .onlyIf(feedback -> feedback.alertVersion() != 0),
                    Column.text("caregiver", Feedback::caregiver, "who said it, if told")
                            .onlyIf(feedback -> !feedback.caregiver().isEmpty()),
                    Column.text("device", Feedback::device, "the monitor that should have heard a missed cry, if known")
                            .onlyIf(feedback -> !feedback.device().isEmpty()),
                    Column.time("cry_from", Feedback::cryFrom, "about when a missed cry began")
                            .onlyIf(feedback -> !feedback.cryFrom().equals(Instant.EPOCH)),
                    Column.time("cry_to", Feedback::cryTo, "about when a missed cry ended, if told")
                            .onlyIf(feedback -> !feedback.cryTo().equals(Instant.EPOCH))));

    /** Night pictures that got colours, without the pictures. One row a picture and model. */
    public static final HistoryTable<ImageFacts> IMAGES = new HistoryTable<>(
            "images",
            "device",
            List.of(
                    Column.time(HistoryTable.TIME, ImageFacts::takenAt, "when it was taken, by the monitor's clock"),
                    Column.text("device", ImageFacts::device, "monitor"),
                    Column.text("image_id", ImageFacts::imageId, "of the upload, unique for the monitor"),
                    Column.integer("width_px", ImageFacts::widthPx, "pixels"),
                    Column.integer("height_px", ImageFacts::heightPx, "pixels"),
                    Column.text("model", ImageFacts::model, "name and version of what gave the colours"),
                    Column.text(
                                    "reference_image_id",
                                    ImageFacts::referenceImageId,
                                    "the day picture it followed, if there was one")
                            .onlyIf(image -> !image.referenceImageId().isEmpty()),
                    Column.number("took_us", ImageFacts::tookMicros, "microseconds that it took"),
                    Column.number("peak_memory_bytes", ImageFacts::peakMemoryBytes, "the most memory it held"),
                    Column.number("data_bytes", ImageFacts::dataBytes, "size of the coloured file, if not at a URI")
                            .onlyIf(image -> image.uri().isEmpty()),
                    Column.text("uri", ImageFacts::uri, "where the coloured file lies, if it is a large one")
                            .onlyIf(image -> !image.uri().isEmpty()),
                    Column.text("origin_topic", image -> image.source().topic(), "where the upload stands"),
                    Column.integer("origin_partition", image -> image.source().partition(), "of that topic"),
                    Column.number("origin_offset", image -> image.source().offset(), "in that partition"),
                    Column.<ImageFacts>text(
                                    "colored_topic",
                                    image -> image.colored().topic(),
                                    "where the picture in colour stands")
                            .addedLater(),
                    Column.<ImageFacts>integer(
                                    "colored_partition",
                                    image -> image.colored().partition(),
                                    "of that topic")
                            .addedLater(),
                    Column.<ImageFacts>number(
                                    "colored_offset", image -> image.colored().offset(), "in that partition")
                            .addedLater()));

    /** The sound around alerts, as files. One row an alert and monitor. */
    public static final HistoryTable<ClipFile> CLIPS = new HistoryTable<>(
            "clips",
            "household",
            List.of(
                    Column.time(HistoryTable.TIME, ClipFile::startedAt, "when what the alert tells of began"),
                    Column.text("household", ClipFile::household, "whom the alert concerns"),
                    Column.text("alert_id", ClipFile::alertId, "the alert"),
                    Column.text("device", ClipFile::device, "the monitor that heard it"),
                    Column.text("path", ClipFile::path, "the file; it is deleted by age, counted from written_at"),
                    Column.time("start", ClipFile::start, "time of the first sample"),
                    Column.of(
                            "seconds",
                            Types.DoubleType.get(),
                            clip -> clip.millis() / MILLIS_PER_SECOND,
                            "length of the file"),
                    Column.of(
                            "sound_seconds",
                            Types.DoubleType.get(),
                            clip -> clip.soundMillis() / MILLIS_PER_SECOND,
                            "how much of it was heard; what the monitor did not stream is silence in its place"),
                    Column.number("bytes", ClipFile::bytes, "size of the file"),
                    Column.text("sample_format", clip -> ClipFile.FORMAT, "what the file holds"),
                    Column.time("written_at", ClipFile::writtenAt, "when it was written")));

    private HistoryTables() {}

    /** All of them. */
    public static List<HistoryTable<?>> all() {
        return List.of(DEVICE_EVENTS, CRY_SCORES, ALERTS, FEEDBACK, IMAGES, CLIPS);
    }

    private static Type evidenceType() {
        var monitor = Types.StructType.of(
                NestedField.required(1, "device", Types.StringType.get()),
                NestedField.required(2, "posterior", Types.DoubleType.get()),
                NestedField.required(3, "peak_probability", Types.DoubleType.get()),
                NestedField.required(4, "crying_seconds", Types.IntegerType.get()),
                NestedField.required(5, "heard_locally", Types.BooleanType.get()));
        return Types.ListType.ofRequired(6, monitor);
    }

    private static ArrayData evidence(List<DeviceEvidence> evidence) {
        return new GenericArrayData(evidence.stream().map(HistoryTables::row).toArray());
    }

    private static RowData row(DeviceEvidence evidence) {
        return GenericRowData.of(
                StringData.fromString(evidence.device()),
                evidence.posterior(),
                evidence.peakProbability(),
                evidence.cryingSeconds(),
                evidence.heardLocally());
    }
}
