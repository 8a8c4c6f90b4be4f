package dev.cradlewatch.connectors.history;

import java.io.IOException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.IcebergSink;

/**
 * Appends facts to the history, exactly once: rows become visible with the checkpoint that covers them, and a checkpoint that is
 * committed again after a failure adds nothing. The job must take checkpoints and restart from its last one; what its input
 * repeats it must drop itself.
 */
public final class HistorySinks {
    private final HistoryCatalog catalog;

    public HistorySinks(HistoryCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Makes the table ready and lets the facts flow into it.
     *
     * @param definition the table; its name is part of the operators' uids
     * @throws IOException if the table cannot take this release's rows
     */
    public <T> void append(DataStream<T> facts, HistoryTable<T> definition) throws IOException {
        var table = catalog.ensure(definition);
        var type = InternalTypeInfo.of(FlinkSchemaUtil.convert(table.schema()));
        var uid = definition.name() + "-rows";
        var rows = facts.map(new ToRow<>(definition, table.schema()), type)
                .uid(uid)
                .name(uid);
        IcebergSink.forRowData(rows)
                .table(table)
                .tableLoader(catalog.loader(definition))
                .distributionMode(DistributionMode.HASH)
                .uidSuffix(definition.name())
                .append()
                .name(definition.name());
    }
}
