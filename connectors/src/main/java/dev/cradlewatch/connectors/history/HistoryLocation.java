package dev.cradlewatch.connectors.history;

import static java.util.Map.entry;

import dev.cradlewatch.connectors.clip.ClipFolder;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.aws.AwsClientProperties;
import org.apache.iceberg.aws.HttpClientProperties;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.aws.s3.S3FileIOProperties;
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

    /** The default one also wants the clients of services that are not used here. */
    private static final String S3_ALONE = "org.apache.iceberg.aws.s3.DefaultS3FileIOAwsClientFactory";

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
        return new HistoryLocation(
                database.address(),
                warehouse,
                Map.ofEntries(
                        entry("jdbc.user", database.user()),
                        entry("jdbc.password", database.password()),
                        entry(CatalogProperties.FILE_IO_IMPL, S3FileIO.class.getName()),
                        entry(S3FileIOProperties.CLIENT_FACTORY, S3_ALONE),
                        entry(S3FileIOProperties.ENDPOINT, store.endpoint().toString()),
                        entry(S3FileIOProperties.ACCESS_KEY_ID, store.accessKey()),
                        entry(S3FileIOProperties.SECRET_ACCESS_KEY, store.secretKey()),
                        entry(S3FileIOProperties.PATH_STYLE_ACCESS, "true"),
                        entry(AwsClientProperties.CLIENT_REGION, store.region()),
                        entry(HttpClientProperties.CLIENT_TYPE, HttpClientProperties.CLIENT_TYPE_URLCONNECTION)));
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
        return new ClipFolder(warehouse + separator + CLIPS, retention);
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
