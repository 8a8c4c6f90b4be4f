package dev.cradlewatch.connectors.kafka;

import dev.cradlewatch.connectors.kafka.LogTail.Beginning;
import dev.cradlewatch.connectors.wire.HouseholdCodec;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The households of a running system, for those who change one: the compacted topic households. The last writer of an entry wins;
 * whoever changes one reads it right before.
 */
public final class HouseholdRegistry {
    private static final Duration READ_WITHIN = Duration.ofSeconds(10);

    private final KafkaCluster cluster;
    private final HouseholdCodec codec = new HouseholdCodec();

    public HouseholdRegistry(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * A household as it is now; one of which nothing is known if there is no entry.
     *
     * @throws IOException if the cluster does not answer, or the entry is of a later release
     */
    public Household read(String household) throws IOException, InterruptedException {
        var found = new ConcurrentHashMap<String, Household>();
        var unreadable = new AtomicReference<String>();
        try (var tail = LogTail.start(cluster, Map.of(Topics.HOUSEHOLDS, new Beginning.First()), raw -> {
            try {
                var entry = codec.decodeEntry(raw);
                found.put(entry.household(), entry);
            } catch (RefusedRecordException refused) {
                if (raw.key().equals(household)) {
                    unreadable.set(refused.getMessage());
                }
            }
        })) {
            if (!tail.awaitCaughtUp(READ_WITHIN)) {
                throw new IOException("topic %s at %s: not read whole in %d s (is it up, are --brokers right?)"
                        .formatted(Topics.HOUSEHOLDS.name(), cluster.bootstrapServers(), READ_WITHIN.toSeconds()));
            }
        }
        if (unreadable.get() != null) {
            throw new IOException("household %s cannot be read: %s".formatted(household, unreadable.get()));
        }
        return Optional.ofNullable(found.get(household)).orElseGet(() -> Household.defaults(household));
    }

    /**
     * Writes an entry and returns when the cluster has it.
     *
     * @throws IOException if the cluster does not say that it has it
     */
    public void put(Household household) throws IOException, InterruptedException {
        try (var log = new LogWriter(cluster)) {
            log.write(Topics.HOUSEHOLDS, household.household(), codec.encode(household), Instant.now());
        }
    }
}
