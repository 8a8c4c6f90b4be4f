package dev.cradlewatch.connectors.history;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.flink.TableLoader;

/** The tables of one history: makes those that are missing, and brings those of an earlier release up to date. */
public final class HistoryCatalog implements AutoCloseable {
    private static final Namespace HISTORY = Namespace.of("history");
    private static final int OLD_METADATA_FILES = 20;

    /** A job and the maintenance may commit at the same time; each then tries again. */
    private static final int COMMIT_RETRIES = 10;

    private final HistoryLocation location;
    private final Catalog catalog;

    private HistoryCatalog(HistoryLocation location, Catalog catalog) {
        this.location = location;
        this.catalog = catalog;
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
     * columns of a later release stay.
     *
     * @throws IOException if the existing table cannot take this release's rows, or cannot be reached
     */
    public Table ensure(HistoryTable<?> definition) throws IOException {
        try {
            var existing = table(definition);
            var table = existing.isPresent() ? existing.get() : create(definition);
            table.updateSchema().unionByNameWith(definition.schema()).commit();
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
        var id = id(definition);
        try {
            return catalog.tableExists(id) ? Optional.of(catalog.loadTable(id)) : Optional.empty();
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
        if (catalog instanceof Closeable closeable) {
            closeable.close();
        }
    }

    private Table create(HistoryTable<?> definition) {
        createNamespace();
        var schema = definition.schema();
        return catalog.buildTable(id(definition), schema)
                .withPartitionSpec(definition.partitions(schema))
                .withProperties(Map.of(
                        TableProperties.FORMAT_VERSION,
                        "2",
                        TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
                        "true",
                        TableProperties.METADATA_PREVIOUS_VERSIONS_MAX,
                        String.valueOf(OLD_METADATA_FILES),
                        TableProperties.COMMIT_NUM_RETRIES,
                        String.valueOf(COMMIT_RETRIES)))
                .create();
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
