package dev.cradlewatch.jobs.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads a list of labelled recordings: a CSV with the columns path (relative to the file) and label (cry or not_cry), and, where
 * there are, source and split.
 */
public final class CryManifest {
    /** Takes every row. */
    public static final String ALL = "all";

    private CryManifest() {}

    /**
     * The rows of a split; a manifest without splits is one.
     *
     * @throws IOException if the file is missing or not such a list, or has no row of the split
     */
    public static List<ClipRow> read(Path file, String split) throws IOException {
        var table = CsvTable.read(file, "path", "label");
        var clips = new ArrayList<ClipRow>();
        var splits = new TreeSet<String>();
        for (var row : table.rows()) {
            var rowSplit = row.getOrDefault("split", split);
            splits.add(rowSplit);
            if (split.equals(ALL) || split.equals(rowSplit)) {
                clips.add(clip(file, row));
            }
        }
        if (clips.isEmpty()) {
            throw new IOException("%s has no clip of split '%s': it has %s".formatted(file, split, splits));
        }
        return clips;
    }

    private static ClipRow clip(Path manifest, Map<String, String> row) throws IOException {
        var path = row.get("path");
        var label = row.get("label");
        if (!label.equals("cry") && !label.equals("not_cry")) {
            throw new IOException("%s: label '%s' of %s: expected cry or not_cry".formatted(manifest, label, path));
        }
        var folder = path.contains("/") ? path.substring(0, path.indexOf('/')) : ALL;
        return new ClipRow(
                manifest.toAbsolutePath().resolveSibling(path),
                row.getOrDefault("source", folder),
                label.equals("cry"));
    }
}
