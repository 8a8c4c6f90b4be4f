package dev.cradlewatch.connectors.query;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of the history a statement can reach.
 *
 * @param tables its tables
 * @param views  its views, in the order in which they can be made
 */
record Needed(List<PinnedTable> tables, List<ReadyView> views) {

    /** What a statement needs that names these; one that names nothing may list everything. */
    static Needed by(Set<String> names, List<PinnedTable> all) {
        if (names.isEmpty()) {
            return new Needed(all, ReadyView.all());
        }
        var behind = new HashSet<>(names);
        var named = ReadyView.all().stream()
                .filter(view -> names.contains(view.name()))
                .toList();
        named.forEach(view -> behind.addAll(view.tables()));
        var tables = all.stream().filter(table -> behind.contains(table.name())).toList();
        var views = named.isEmpty()
                ? named
                : ReadyView.all().stream()
                        .filter(view -> behind.containsAll(view.tables()))
                        .toList();
        return new Needed(tables, views);
    }
}
