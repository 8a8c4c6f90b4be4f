package dev.cradlewatch.connectors.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks a cluster where records stand. */
final class Offsets {

    private Offsets() {}

    /** @throws KafkaException if the cluster does not answer */
    static Map<TopicPartition, ListOffsetsResultInfo> of(
            Admin admin, Set<TopicPartition> partitions, Function<TopicPartition, OffsetSpec> which)
            throws InterruptedException {
        var specs = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> specs.put(partition, which.apply(partition)));
        try {
            return admin.listOffsets(specs).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException("offsets of %s: %s".formatted(partitions, e.getCause()), e.getCause());
        }
    }
}
