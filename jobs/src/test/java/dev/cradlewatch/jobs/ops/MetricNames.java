package dev.cradlewatch.jobs.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names in the operator's files: of metrics in expressions, and of alerts. */
final class MetricNames {
    private static final Pattern METRIC = Pattern.compile("\\b(?:(?:flink|kafka|cradlewatch|node|jvm)_\\w+|up\\b)");
    private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");

    private MetricNames() {}

    /** Those of the list that a real scrape is held against. */
    static Set<String> listed() throws IOException {
        try (var lines = Files.lines(Project.ops("prometheus/metrics.txt"))) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static Set<String> inExpression(String expression) {
        return METRIC.matcher(expression)
                .results()
                .map(result -> result.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> alerts() throws IOException {
        return namesOf(Project.ops("prometheus/alerts.yml"));
    }

    private static Set<String> namesOf(Path rules) throws IOException {
        return ALERT.matcher(Files.readString(rules))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
