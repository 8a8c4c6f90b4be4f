package dev.cradlewatch.connectors.query;

import java.io.IOException;
import java.sql.SQLException;

/** Takes an answer. */
@FunctionalInterface
public interface ResultWriter {

    /** @throws IOException if the answer cannot be written */
    void write(Rows rows) throws SQLException, IOException;
}
