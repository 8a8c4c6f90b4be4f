package dev.cradlewatch.connectors.history;

import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * One column of a history table together with where its value comes from, so that schema and rows cannot disagree.
 *
 * @param name     its name, a contract with analysts: add, never rename
 * @param type     its Iceberg type
 * @param required whether every row has it; what is added later is not, because old files lack it
 * @param value    a fact's value, in Flink's internal form
 * @param doc      what it means, shown by query engines
 */
public record Column<T>(String name, Type type, boolean required, SerializableFunction<T, Object> value, String doc)
        implements Serializable {

    static <T> Column<T> text(String name, SerializableFunction<T, String> value, String doc) {
        return of(name, Types.StringType.get(), fact -> StringData.fromString(value.apply(fact)), doc);
    }

    /** The name of an enum's constant: names may be added, never changed. */
    static <T> Column<T> choice(String name, SerializableFunction<T, Enum<?>> value, String doc) {
        return text(name, fact -> value.apply(fact).name(), doc);
    }

    /** A moment, to the microsecond. */
    static <T> Column<T> time(String name, SerializableFunction<T, Instant> value, String doc) {
        return of(name, Types.TimestampType.withZone(), fact -> TimestampData.fromInstant(value.apply(fact)), doc);
    }

    static <T> Column<T> number(String name, SerializableFunction<T, Long> value, String doc) {
        return of(name, Types.LongType.get(), value::apply, doc);
    }

    static <T> Column<T> integer(String name, SerializableFunction<T, Integer> value, String doc) {
        return of(name, Types.IntegerType.get(), value::apply, doc);
    }

    static <T> Column<T> real(String name, SerializableFunction<T, Float> value, String doc) {
        return of(name, Types.FloatType.get(), value::apply, doc);
    }

    static <T> Column<T> flag(String name, SerializableFunction<T, Boolean> value, String doc) {
        return of(name, Types.BooleanType.get(), value::apply, doc);
    }

    static <T> Column<T> of(String name, Type type, SerializableFunction<T, Object> value, String doc) {
        return new Column<>(name, type, true, value, doc);
    }

    /** The same column as one that was added to a table which has files already. */
    public Column<T> addedLater() {
        return new Column<>(name, type, false, value, doc);
    }

    /** The same column, empty where a fact does not have it. */
    Column<T> onlyIf(SerializableFunction<T, Boolean> present) {
        var whenPresent = value;
        return new Column<>(name, type, false, fact -> present.apply(fact) ? whenPresent.apply(fact) : null, doc);
    }
}
