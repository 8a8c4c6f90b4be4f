package dev.cradlewatch.connectors.query;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.types.Types.StructType;

/**
 * What is worth keeping from one statement to the next: the planner, and a database over the state that was asked last. Statements
 * take turns here and run side by side afterwards. Thread-safe.
 */
final class Session implements AutoCloseable {

    /** What makes two states of a table the same. */
    private record State(String table, StructType columns, Optional<Long> snapshot) {
        static List<State> of(List<PinnedTable> tables) {
            return tables.stream()
                    .map(table -> new State(table.name(), table.schema().asStruct(), table.snapshot()))
                    .toList();
        }
    }

    private final ScheduledExecutorService clock = Watchdog.clock();
    private List<StructType> planned = List.of();
    private List<State> kept = List.of();
    private Optional<Planner> planner = Optional.empty();
    private Optional<KeptDatabase> database = Optional.empty();

    /** As {@link Planner#read}. */
    synchronized ReadOnlyStatement read(String sql, HistorySnapshot snapshot)
            throws WrongStatementException, SQLException {
        return planner(snapshot.tables()).read(sql, snapshot.names());
    }

    /** As {@link Planner#conditions}. */
    synchronized Map<String, Expression> conditions(ReadOnlyStatement statement, HistorySnapshot snapshot)
            throws SQLException {
        return planner(snapshot.tables()).conditions(statement);
    }

    /** As {@link KeptDatabase#connect}; none, too, if a table lies on another machine. */
    synchronized Optional<Connection> connect(HistorySnapshot snapshot, Needed needed, Conditions conditions)
            throws SQLException, IOException {
        return needed.tables().stream().allMatch(PinnedTable::isHere)
                ? database(snapshot.tables()).connect(needed, conditions)
                : Optional.empty();
    }

    /** Ends the statement when its time is over, unless it is closed before. */
    Watchdog watch(Statement statement, Duration atMost) {
        return new Watchdog(statement, atMost, clock);
    }

    @Override
    public synchronized void close() throws SQLException {
        clock.shutdownNow();
        closePlanner();
        closeDatabase();
    }

    private Planner planner(List<PinnedTable> tables) throws SQLException {
        var columns = State.of(tables).stream().map(State::columns).toList();
        if (planner.isEmpty() || !columns.equals(planned)) {
            closePlanner();
            planner = Optional.of(Planner.over(tables));
            planned = columns;
        }
        return planner.get();
    }

    private KeptDatabase database(List<PinnedTable> tables) throws SQLException {
        var states = State.of(tables);
        if (database.isEmpty() || !states.equals(kept)) {
            closeDatabase();
            database = Optional.of(KeptDatabase.over(tables));
            kept = states;
        }
        return database.get();
    }

    private void closePlanner() throws SQLException {
        if (planner.isPresent()) {
            planner.get().close();
            planner = Optional.empty();
        }
    }

    private void closeDatabase() throws SQLException {
        if (database.isPresent()) {
            database.get().close();
            database = Optional.empty();
        }
    }
}
