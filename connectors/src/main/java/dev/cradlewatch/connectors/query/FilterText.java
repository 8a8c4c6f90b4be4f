package dev.cradlewatch.connectors.query;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** A filter as DuckDB's plan prints it: comparisons of a column with a moment or a text, joined by AND. */
final class FilterText {
    private static final Pattern MOMENT =
            Pattern.compile("(\\w+)(>=|<=|=|>|<)'(\\d{4}-[^']*)'::TIMESTAMP WITH TIME ZONE");
    private static final Pattern TEXT = Pattern.compile("(\\w+)='((?:[^']|'')*)'");
    private static final DateTimeFormatter PRINTED = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .appendOffset("+HH:mm", "+00")
            .toFormatter();

    /** {@code now()} moves on between the plan and the run. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final String AND = " AND ";
    private static final String OR = " OR ";

    private FilterText() {}

    /** The conditions that are understood; rows that pass the filter fulfil all of them. */
    static List<Expression> conditions(String filter) {
        var conditions = new ArrayList<Expression>();
        for (var part : parts(filter)) {
            condition(part).ifPresent(conditions::add);
        }
        return conditions;
    }

    private static Optional<Expression> condition(String part) {
        var text = TEXT.matcher(part);
        if (text.matches()) {
            return Optional.of(Expressions.equal(text.group(1), text.group(2).replace("''", "'")));
        }
        var moment = MOMENT.matcher(part);
        if (!moment.matches()) {
            return Optional.empty();
        }
        try {
            var time = OffsetDateTime.parse(moment.group(3), PRINTED);
            return Optional.of(bound(moment.group(1), moment.group(2), time));
        } catch (DateTimeParseException beforeChrist) {
            return Optional.empty();
        }
    }

    private static Expression bound(String column, String comparison, OffsetDateTime time) {
        var earliest = Expressions.greaterThanOrEqual(column, micros(time.minus(SLACK)));
        var latest = Expressions.lessThanOrEqual(column, micros(time.plus(SLACK)));
        return switch (comparison) {
            case ">", ">=" -> earliest;
            case "<", "<=" -> latest;
            default -> Expressions.and(earliest, latest);
        };
    }

    private static long micros(OffsetDateTime time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
    }

    /** What AND joins, outside of quotes and parentheses; nothing if OR joins anything there. */
    private static List<String> parts(String filter) {
        var parts = new ArrayList<String>();
        var depth = 0;
        var quoted = false;
        var start = 0;
        for (var at = 0; at < filter.length(); at++) {
            var character = filter.charAt(at);
            if (character == '\'') {
                quoted = !quoted;
            } else if (!quoted && character == '(') {
                depth++;
            } else if (!quoted && character == ')') {
                depth--;
            } else if (!quoted && depth == 0 && filter.startsWith(OR, at)) {
                return List.of();
            } else if (!quoted && depth == 0 && filter.startsWith(AND, at)) {
                parts.add(filter.substring(start, at));
                start = at + AND.length();
            }
        }
        parts.add(filter.substring(start));
        return parts;
    }
}
