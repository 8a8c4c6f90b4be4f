package dev.cradlewatch.jobs.history;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryTable;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.watch.Backlog;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What the topics hold and the tables do not. The job's offsets say the same, but a source that has nothing to read commits them
 * up to ten seconds late.
 */
public final class UnwrittenFacts {
    private static final Map<TopicSpec, HistoryTable<?>> TABLES = Map.of(
            Topics.DEVICE_EVENTS, HistoryTables.DEVICE_EVENTS,
            Topics.CRY_SCORES, HistoryTables.CRY_SCORES,
            Topics.ALERTS, HistoryTables.ALERTS,
            Topics.FEEDBACK, HistoryTables.FEEDBACK,
            Topics.IMAGES_COLORIZED, HistoryTables.IMAGES);

    private final KafkaCluster cluster;
    private final HistoryCatalog catalog;
    private final Backlog notCommitted;

    public UnwrittenFacts(KafkaCluster cluster, HistoryCatalog catalog) {
        this.cluster = cluster;
        this.catalog = catalog;
        notCommitted = new Backlog(cluster, HistoryTopics.GROUP, List.copyOf(TABLES.keySet()));
    }

    /** How many there are; repeats and what cannot be read count until the job has committed that it read them. */
    public long count() throws IOException, InterruptedException {
        var missing = 0L;
        for (var entry : TABLES.entrySet()) {
            var records = Backlog.ofAll(cluster, entry.getKey()).records();
            missing += Math.max(0, records - catalog.rows(entry.getValue()));
        }
        return Math.min(missing, notCommitted.records());
    }
}
