package dev.cradlewatch.connectors.answer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.connectors.query.ResultWriter;
import dev.cradlewatch.connectors.query.Rows;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.LinkedHashMap;

/** One JSON array with an object a row, each on a line of its own. */
public record JsonAnswer(PrintWriter out) implements ResultWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void write(Rows rows) throws SQLException, IOException {
        var names = rows.columns();
        var before = "[";
        while (rows.next()) {
            var cells = rows.cells();
            var object = new LinkedHashMap<String, Object>();
            for (var column = 0; column < names.size(); column++) {
                object.put(names.get(column), cells.get(column));
            }
            out.print(before + JSON.writeValueAsString(object));
            before = ",\n ";
        }
        out.println(before.equals("[") ? "[]" : "]");
        out.flush();
    }
}
