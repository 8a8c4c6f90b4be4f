package dev.cradlewatch.jobs.history;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.jobs.watch.WholeTopic;
import dev.cradlewatch.operators.stream.Origin;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.util.HashMap;
import java.util.Map;

/** Where the windows of the only monitor stand, which a test's scores point at. */
final class WindowOrigins {
    private WindowOrigins() {}

    /** By the window's number; of one that is there twice the first. */
    static Map<Long, Origin> read(KafkaCluster kafka) throws RefusedRecordException {
        var origins = new HashMap<Long, Origin>();
        for (var record : WholeTopic.read(kafka, Topics.AUDIO_WINDOWS)) {
            var window = new AudioWindowCodec().decode(record.value());
            origins.putIfAbsent(window.seq(), new Origin(record.topic(), record.partition(), record.offset()));
        }
        return origins;
    }
}
