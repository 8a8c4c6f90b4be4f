package dev.cradlewatch.jobs.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads truth.csv: the columns night, start_s and end_s, one row an episode. */
public final class NightTruth {

    private NightTruth() {}

    /** @throws IOException if the file is missing or not such a table */
    public static List<Episode> read(Path file) throws IOException {
        var table = CsvTable.read(file, "night", "start_s", "end_s");
        var episodes = new ArrayList<Episode>();
        for (var row : table.rows()) {
            episodes.add(new Episode(row.get("night"), table.number(row, "start_s"), table.number(row, "end_s")));
        }
        return episodes;
    }
}
