package dev.cradlewatch.connectors.query;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** What rows a statement needs of each table; planned when that first counts, and once. For one thread. */
final class Conditions {
    private final ReadOnlyStatement statement;
    private final HistorySnapshot snapshot;
    private Optional<Map<String, Expression>> planned = Optional.empty();

    Conditions(ReadOnlyStatement statement, HistorySnapshot snapshot) {
        this.statement = statement;
        this.snapshot = snapshot;
    }

    Expression of(PinnedTable table) throws SQLException {
        if (planned.isEmpty()) {
            planned = Optional.of(snapshot.session().conditions(statement, snapshot));
        }
        return planned.get().getOrDefault(table.name(), Expressions.alwaysTrue());
    }
}
