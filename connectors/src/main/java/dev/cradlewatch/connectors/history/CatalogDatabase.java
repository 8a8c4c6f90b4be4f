package dev.cradlewatch.connectors.history;

import java.io.Serializable;
import java.util.Locale;

/**
 * The database of a catalog that several machines share.
 *
 * @param address  JDBC address without a secret in it, such as jdbc:postgresql://db:5432/history
 * @param user     whose tables they are; needs the right to make tables
 * @param password its password
 */
public record CatalogDatabase(String address, String user, String password) implements Serializable {

    /** @throws IllegalArgumentException if the address holds a password, because addresses are printed */
    public CatalogDatabase {
        if (address.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException(
                    "the catalog's address holds a password: give it apart from the address");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + address;
    }
}
