package dev.cradlewatch.connectors.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** An answer, row by row, while it is made; to be read once, within the time that its statement has. */
public final class Rows {
    private final ResultSet rows;
    private final Watchdog watchdog;
    private final List<String> columns;

    Rows(ResultSet rows, Watchdog watchdog) throws SQLException {
        this.rows = rows;
        this.watchdog = watchdog;
        columns = columns(rows);
    }

    /** The columns' names. */
    public List<String> columns() {
        return columns;
    }

    /**
     * Goes on to the next row, if there is one. DuckDB takes no interruption between two batches of rows, so the time is looked at
     * here too.
     */
    public boolean next() throws SQLException {
        if (watchdog.hasBitten()) {
            throw new SQLException("the time is over");
        }
        return rows.next();
    }

    /** The values of the present row, as JSON has them: numbers, truth values, texts, lists and objects; an empty one is null. */
    public List<Object> cells() throws SQLException {
        var cells = new ArrayList<Object>(columns.size());
        for (var column = 1; column <= columns.size(); column++) {
            cells.add(Cells.of(rows.getObject(column)));
        }
        return cells;
    }

    private static List<String> columns(ResultSet rows) throws SQLException {
        var meta = rows.getMetaData();
        var names = new ArrayList<String>();
        for (var column = 1; column <= meta.getColumnCount(); column++) {
            names.add(meta.getColumnLabel(column));
        }
        return List.copyOf(names);
    }
}
