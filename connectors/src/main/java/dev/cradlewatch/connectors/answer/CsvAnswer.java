package dev.cradlewatch.connectors.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.cradlewatch.connectors.query.ResultWriter;
import dev.cradlewatch.connectors.query.Rows;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;

/** Comma-separated values with a line of column names; lists and objects as JSON. */
public record CsvAnswer(PrintWriter out) implements ResultWriter {

    @Override
    public void write(Rows rows) throws SQLException, IOException {
        var names = rows.columns();
        var mapper = CsvMapper.builder()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .build();
        try (var writer = mapper.writer(CsvSchema.emptySchema()).writeValues(out)) {
            writer.write(names);
            while (rows.next()) {
                var texts = new String[names.size()];
                var cells = rows.cells();
                for (var column = 0; column < texts.length; column++) {
                    texts[column] = CellText.of(cells.get(column));
                }
                writer.write(texts);
            }
        }
        out.flush();
    }
}
