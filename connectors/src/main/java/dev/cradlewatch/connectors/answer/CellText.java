package dev.cradlewatch.connectors.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One value of an answer as text: lists and objects as JSON, an empty one as no text. */
final class CellText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CellText() {}

    static String of(Object cell) throws IOException {
        if (cell == null) {
            return "";
        }
        try {
            return cell instanceof List || cell instanceof Map ? JSON.writeValueAsString(cell) : cell.toString();
        } catch (JsonProcessingException e) {
            throw new IOException("a value cannot be written: " + e.getOriginalMessage(), e);
        }
    }
}
