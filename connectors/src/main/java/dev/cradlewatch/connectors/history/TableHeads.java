package dev.cradlewatch.connectors.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Reads from the catalog's database where the present state of each table is written down: all of them in one look, so that they
 * belong together. The database's tables are those of Iceberg's JDBC catalog
 * (<a href="https://iceberg.apache.org/docs/latest/jdbc/">Iceberg JDBC integration</a>).
 */
final class TableHeads implements AutoCloseable {
    private static final String HEADS = "SELECT table_name, metadata_location FROM iceberg_tables "
            + "WHERE catalog_name = ? AND table_namespace = ? AND metadata_location IS NOT NULL";

    private final String address;
    private final Properties properties;
    private final String catalog;
    private final String namespace;
    private Optional<Connection> database = Optional.empty();

    /**
     * Opens nothing yet.
     *
     * @param address    JDBC address
     * @param properties of the connection, by its driver's names
     */
    TableHeads(String address, Map<String, String> properties, String catalog, String namespace) {
        this.address = address;
        this.properties = new Properties();
        this.properties.putAll(properties);
        this.catalog = catalog;
        this.namespace = namespace;
    }

    /** Addresses of metadata files by table. Connects again if the connection was lost. */
    Map<String, String> read() throws SQLException {
        if (database.isPresent()) {
            try {
                return read(database.get());
            } catch (SQLException lost) {
                close();
            }
        }
        database = Optional.of(DriverManager.getConnection(address, properties));
        return read(database.get());
    }

    @Override
    public void close() throws SQLException {
        if (database.isPresent()) {
            var closing = database.get();
            database = Optional.empty();
            closing.close();
        }
    }

    private Map<String, String> read(Connection database) throws SQLException {
        try (var query = database.prepareStatement(HEADS)) {
            query.setString(1, catalog);
            query.setString(2, namespace);
            try (var rows = query.executeQuery()) {
                var heads = new HashMap<String, String>();
                while (rows.next()) {
                    heads.put(rows.getString(1), rows.getString(2));
                }
                return heads;
            }
        }
    }
}
