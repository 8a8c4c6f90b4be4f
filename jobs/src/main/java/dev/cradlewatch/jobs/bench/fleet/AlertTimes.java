package dev.cradlewatch.jobs.bench.fleet;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.jobs.watch.WholeTopic;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads when each alert came into the log. */
final class AlertTimes {

    /**
     * The first version of an alert that somebody cries.
     *
     * @param household whose
     * @param startedAt when the cry began, as the job has it
     * @param at        end of the window that made it sure
     * @param inLog     the broker's timestamp
     */
    record Ring(String household, Instant startedAt, Instant at, Instant inLog) {
        /** From the end of the sound until it is told. */
        Duration latency() {
            return Duration.between(at, inLog);
        }
    }

    /**
     * What the topic holds.
     *
     * @param rings    in the order of the log
     * @param doubled  versions that are there more than once
     */
    record Told(List<Ring> rings, int doubled) {}

    private AlertTimes() {}

    static Told read(KafkaCluster kafka) throws IOException {
        var rings = new ArrayList<Ring>();
        var seen = new HashSet<String>();
        var doubled = 0;
        for (var record : WholeTopic.read(kafka, Topics.ALERTS)) {
            var alert = decoded(record.value());
            if (!seen.add(alert.id() + "/" + alert.version())) {
                doubled++;
            } else if (isRing(alert)) {
                rings.add(new Ring(
                        alert.household(), alert.startedAt(), alert.at(), Instant.ofEpochMilli(record.timestamp())));
            }
        }
        return new Told(List.copyOf(rings), doubled);
    }

    private static Alert decoded(byte[] value) throws IOException {
        try {
            return new AlertCodec().decode(value);
        } catch (RefusedRecordException e) {
            throw new IOException("an alert that cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isRing(Alert alert) {
        return alert.kind() == AlertKind.CRYING && alert.version() == 1;
    }
}
