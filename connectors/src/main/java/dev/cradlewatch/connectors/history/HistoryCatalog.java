package dev.cradlewatch.connectors.history;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.flink.TableLoader;

/** The tables of one history: makes those that are missing, and brings those of an earlier release up to date. */
public final class HistoryCatalog implements AutoCloseable {
    private static final Namespace HISTORY = Namespace.of("history");
    private static final int OLD_METADATA_FILES = 20;

    private static final int ROWS_A_PAGE = 1_000_000;

    /** A job and the maintenance may commit at the same time; each then tries again. */
    private static final int COMMIT_RETRIES = 10;

    /**
     * A column of a file is one page, of Parquet's second kind: DuckDB reads these twice as fast as Iceberg's default pages of
     * 20,000 rows, and the files are smaller, although Snappy packs less than the default, Zstandard.
     */
    private static final Map<String, String> PROPERTIES = Map.of(
            TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
            "true",
            TableProperties.METADATA_PREVIOUS_VERSIONS_MAX,
            String.valueOf(OLD_METADATA_FILES),
            TableProperties.COMMIT_NUM_RETRIES,
            String.valueOf(COMMIT_RETRIES),
            TableProperties.PARQUET_COMPRESSION,
            "snappy",
            TableProperties.PARQUET_PAGE_VERSION,
            "v2",
            TableProperties.PARQUET_PAGE_ROW_LIMIT,
            String.valueOf(ROWS_A_PAGE));

    private final HistoryLocation location;
    private final Catalog catalog;
    private final TableHeads heads;

    private HistoryCatalog(HistoryLocation location, Catalog catalog) {
        this.location = location;
        this.catalog = catalog;
        heads = location.heads(HISTORY.toString());
    }

    /** @throws IOException if the catalog's database does not open */
    public static HistoryCatalog open(HistoryLocation location) throws IOException {
        try {
            return new HistoryCatalog(location, location.loader().loadCatalog());
        } catch (RuntimeException e) {
            throw new IOException("%s does not open: %s".formatted(location, reason(e)), e);
        }
    }

    /**
     * The table as this release knows it. Columns that an existing table lacks are added to it, empty in what was written before;
     * columns of a later release stay. What is written from now on has this release's settings.
     *
     * @throws IOException if the existing table cannot take this release's rows, or cannot be reached
     */
    public Table ensure(HistoryTable<?> definition) throws IOException {
        try {
            var existing = table(definition);
            var table = existing.isPresent() ? existing.get() : create(definition);
            table.updateSchema().unionByNameWith(definition.schema()).commit();
            setProperties(table);
            table.refresh();
            return table;
        } catch (IllegalArgumentException | ValidationException e) {
            throw new IOException(
                    "table %s of the %s is not as this release expects: %s"
                            .formatted(definition.name(), location, e.getMessage()),
                    e);
        } catch (RuntimeException e) {
            throw unopened(definition, e);
        }
    }

    /**
     * The table as it is, if somebody has made it.
     *
     * @throws IOException if catalog or files cannot be reached
     */
    public Optional<Table> table(HistoryTable<?> definition) throws IOException {
        try {
            return Optional.of(catalog.loadTable(id(definition)));
        } catch (NoSuchTableException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw unopened(definition, e);
        }
    }

    /**
     * Where the present states of the tables that somebody has made are written down, all as of one moment.
     *
     * @return addresses for {@link #at}, by table; another address is another state
     * @throws IOException if the catalog cannot be reached
     */
    public Map<String, String> heads() throws IOException {
        try {
            return heads.read();
        } catch (SQLException e) {
            throw new IOException("%s does not answer: %s".formatted(location, e.getMessage()), e);
        }
    }

    /**
     * The table in one state, whatever is committed later.
     *
     * @param head where the state is written down
     * @throws IOException if catalog or files cannot be reached
     */
    public Table at(HistoryTable<?> definition, String head) throws IOException {
        try {
            var table = catalog.loadTable(id(definition));
            var metadata = TableMetadataParser.read(table.io(), head);
            return new BaseTable(new StaticTableOperations(metadata, table.io()), table.name());
        } catch (RuntimeException e) {
            throw unopened(definition, e);
        }
    }

    /** How a Flink task finds the table. */
    TableLoader loader(HistoryTable<?> definition) {
        return TableLoader.fromCatalog(location.loader(), id(definition));
    }

    @Override
    public void close() throws IOException {
        try {
            heads.close();
        } catch (SQLException e) {
            throw new IOException("%s does not close: %s".formatted(location, e.getMessage()), e);
        } finally {
            if (catalog instanceof Closeable closeable) {
                closeable.close();
            }
        }
    }

    private Table create(HistoryTable<?> definition) {
        createNamespace();
        var schema = definition.schema();
        return catalog.buildTable(id(definition), schema)
                .withPartitionSpec(definition.partitions(schema))
                .withProperty(TableProperties.FORMAT_VERSION, "2")
                .withProperties(PROPERTIES)
                .create();
    }

    private static void setProperties(Table table) {
        if (!table.properties().entrySet().containsAll(PROPERTIES.entrySet())) {
            var update = table.updateProperties();
            PROPERTIES.forEach(update::set);
            update.commit();
        }
    }

    private void createNamespace() {
        var namespaces = (SupportsNamespaces) catalog;
        try {
            if (!namespaces.namespaceExists(HISTORY)) {
                namespaces.createNamespace(HISTORY);
            }
        } catch (AlreadyExistsException raced) {
            // Another process made it in between: it is there.
        }
    }

    private IOException unopened(HistoryTable<?> definition, RuntimeException failure) {
        return new IOException(
                "table %s of the %s does not open: %s".formatted(definition.name(), location, reason(failure)),
                failure);
    }

    /** What was said where it failed; what is said around it is Iceberg's. */
    private static String reason(RuntimeException failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return Optional.ofNullable(deepest.getMessage()).orElse(deepest.toString());
    }

    private static TableIdentifier id(HistoryTable<?> definition) {
        return TableIdentifier.of(HISTORY, definition.name());
    }
}
