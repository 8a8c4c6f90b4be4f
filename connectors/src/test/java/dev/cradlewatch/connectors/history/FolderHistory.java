package dev.cradlewatch.connectors.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a new history in a folder, and what it does with one. */
abstract class FolderHistory {
    @TempDir
    private Path folder;

    HistoryCatalog catalog;

    @BeforeEach
    void open() throws IOException {
        catalog = HistoryCatalog.open(HistoryLocation.createFolder(folder.resolve("history")));
    }

    @AfterEach
    void close() throws IOException {
        catalog.close();
    }

    final <T> void append(List<T> facts, TypeInformation<T> type, HistoryTable<T> table) throws Exception {
        Facts.append(facts, type, table, catalog);
    }

    final List<Map<String, Object>> rows(HistoryTable<?> table) throws IOException {
        return TableRows.of(catalog.table(table).orElseThrow());
    }
}
