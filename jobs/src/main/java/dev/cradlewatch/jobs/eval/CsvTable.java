package dev.cradlewatch.jobs.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A CSV file with a header, its rows by column name. */
final class CsvTable {
    private final Path file;
    private final List<Map<String, String>> rows;

    private CsvTable(Path file, List<Map<String, String>> rows) {
        this.file = file;
        this.rows = rows;
    }

    static CsvTable read(Path file, String... columns) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such CSV file");
        }
        var reader = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader());
        try (var values = reader.<Map<String, String>>readValues(file.toFile())) {
            var table = new CsvTable(file, values.readAll());
            for (var column : columns) {
                if (!table.rows.isEmpty() && !table.rows.get(0).containsKey(column)) {
                    throw new IOException("%s has no column '%s': it has %s"
                            .formatted(file, column, table.rows.get(0).keySet()));
                }
            }
            return table;
        } catch (JsonProcessingException e) {
            throw new IOException("%s is not a CSV file with a header: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    List<Map<String, String>> rows() {
        return rows;
    }

    double number(Map<String, String> row, String column) throws IOException {
        try {
            return Double.parseDouble(row.get(column));
        } catch (NumberFormatException e) {
            throw new IOException(
                    "%s: %s '%s' in row %s: expected a number"
                            .formatted(file, column, row.get(column), rows.indexOf(row) + 2),
                    e);
        }
    }
}
