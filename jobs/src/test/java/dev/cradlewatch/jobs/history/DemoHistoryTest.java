package dev.cradlewatch.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistoryTables;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoHistoryTest {
    @TempDir
    private Path folder;

    @Test
    void everyDemoBeginsWithAnEmptyHistory() throws IOException {
        try (var first = DemoHistory.startAnew(folder)) {
            write(first.location());
        }
        assertThat(isWritten()).isTrue();

        try (var second = DemoHistory.startAnew(folder)) {
            assertThat(second.location()).isEqualTo(HistoryLocation.folder(folder));
            assertThat(isWritten()).isFalse();
        }
    }

    @Test
    void aHistoryThatNoDemoWroteIsNeverTouched() throws IOException {
        write(HistoryLocation.createFolder(folder));

        assertThatThrownBy(() -> DemoHistory.startAnew(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no demo wrote")
                .hasMessageContaining("--data");

        assertThat(isWritten()).isTrue();
    }

    @Test
    void twoDemosDoNotShareAHistory() throws IOException {
        try (var first = DemoHistory.startAnew(folder)) {
            write(first.location());

            assertThatThrownBy(() -> DemoHistory.startAnew(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another demo");
            assertThat(isWritten()).isTrue();
        }
    }

    private boolean isWritten() throws IOException {
        if (!HistoryLocation.isIn(folder)) {
            return false;
        }
        try (var catalog = HistoryCatalog.open(HistoryLocation.folder(folder))) {
            return catalog.table(HistoryTables.ALERTS).isPresent();
        }
    }

    private static void write(HistoryLocation location) throws IOException {
        try (var catalog = HistoryCatalog.open(location)) {
            catalog.ensure(HistoryTables.ALERTS);
        }
    }
}
