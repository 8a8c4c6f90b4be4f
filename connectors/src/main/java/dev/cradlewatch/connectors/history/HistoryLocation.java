package dev.cradlewatch.connectors.history;

import dev.cradlewatch.connectors.clip.ClipFolder;
import dev.cradlewatch.connectors.files.FileStore;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * Where the history lies: a catalog, which names the current state of each table, and a warehouse with the files.
 *
 * @param catalog    JDBC address of the catalog's database
 * @param warehouse  address of the folder or bucket of the tables' files
 * @param properties what catalog and warehouse need besides, by Iceberg's names (jdbc.user, s3.endpoint ...); may hold secrets
 */
public record HistoryLocation(String catalog, String warehouse, Map<String, String> properties)
        implements Serializable {
    private static final String NAME = "cradlewatch";
    private static final String CATALOG_FILE = "catalog.db";
    private static final String CLIPS = "clips";
    private static final String OF_CONNECTION = "jdbc.";

    /** Writers of one machine wait for each other's commit, which takes moments. */
    private static final String WAIT_FOR_OTHERS_MILLIS = "30000";

    public HistoryLocation {
        properties = Map.copyOf(properties);
    }

    /** A history in a folder of this machine: the catalog in SQLite, the files beside it. */
    public static HistoryLocation folder(Path folder) {
        var absolute = folder.toAbsolutePath().normalize();
        return new HistoryLocation(
                "jdbc:sqlite:" + absolute.resolve(CATALOG_FILE),
                absolute.resolve("warehouse").toString(),
                Map.of("jdbc.busy_timeout", WAIT_FOR_OTHERS_MILLIS, "jdbc.journal_mode", "WAL"));
    }

    /**
     * A history that several machines share: the catalog in a database, the files in a bucket.
     *
     * @param warehouse bucket and folder, such as s3://cradlewatch/history
     */
    public static HistoryLocation shared(CatalogDatabase database, ObjectStore store, String warehouse) {
        var properties = new HashMap<>(store.properties());
        properties.put("jdbc.user", database.user());
        properties.put("jdbc.password", database.password());
        return new HistoryLocation(database.address(), warehouse, properties);
    }

    /** Whether somebody wrote a history into this folder. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(CATALOG_FILE));
    }

    /** Makes a folder ready to hold a history. */
    public static HistoryLocation createFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        return folder(folder);
    }

    /** The clips' folder, beside those of the tables. */
    public ClipFolder clips(Duration retention) {
        var separator = warehouse.endsWith("/") ? "" : "/";
        var address = warehouse + separator + CLIPS;
        return new ClipFolder(address, FileStore.of(address, properties), retention);
    }

    TableHeads heads(String namespace) {
        var connection = new HashMap<String, String>();
        properties.forEach((name, value) -> {
            if (name.startsWith(OF_CONNECTION)) {
                connection.put(name.substring(OF_CONNECTION.length()), value);
            }
        });
        return new TableHeads(catalog, connection, NAME, namespace);
    }

    CatalogLoader loader() {
        return CatalogLoader.custom(NAME, catalogProperties(), new Configuration(false), JdbcCatalog.class.getName());
    }

    private Map<String, String> catalogProperties() {
        var all = new HashMap<>(properties);
        all.put(CatalogProperties.URI, catalog);
        all.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
        all.putIfAbsent("jdbc.schema-version", "V1");
        return all;
    }

    /** Without the properties: they may hold secrets. */
    @Override
    public String toString() {
        return "history in " + warehouse + ", catalog " + catalog;
    }
}
