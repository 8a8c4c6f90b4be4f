package dev.cradlewatch.connectors.history.maintenance;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.BinPackRewriteFilePlanner;
import org.apache.iceberg.actions.RewriteDataFilesCommitManager;
import org.apache.iceberg.actions.RewriteFileGroup;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.DataWriteResult;
import org.apache.iceberg.io.FanoutDataWriter;
import org.apache.iceberg.io.OutputFileFactory;

/**
 * Merges the small files of each partition. A commit replaces files by others with the same rows, so whoever reads sees either;
 * what is appended meanwhile stays. Iceberg plans and commits, and repeats a commit that another one forestalled.
 */
final class Compaction {
    /** Two are enough: a partition that nobody writes to any more then ends with one file. */
    private static final String MIN_INPUT_FILES = "2";

    /** A file is rewritten at once if rows of it were deleted. */
    private static final String DELETE_FILES = "1";

    /** What one commit replaces; a failure loses the work of no more. */
    private static final int GROUPS_IN_COMMIT = 32;

    private static final long GROUP_BYTES = 2L << 30;

    private final long targetFileBytes;

    Compaction(long targetFileBytes) {
        this.targetFileBytes = targetFileBytes;
    }

    /** @throws IOException if files cannot be read or written, or somebody else rewrote the same ones */
    void run(Table table) throws IOException {
        if (table.currentSnapshot() == null) {
            return;
        }
        var start = table.currentSnapshot().snapshotId();
        var commits = new RewriteDataFilesCommitManager(table, start);
        var inOrder = EarliestRows.of(table, start);
        var waiting = new HashSet<RewriteFileGroup>();
        try (var groups = planner(table, start).plan().groups()) {
            for (var group : groups) {
                group.setOutputFiles(rewrite(table, group, inOrder, commits));
                waiting.add(group);
                if (waiting.size() == GROUPS_IN_COMMIT) {
                    commits.commitOrClean(waiting);
                    waiting.clear();
                }
            }
        }
        if (!waiting.isEmpty()) {
            commits.commitOrClean(waiting);
        }
    }

    private BinPackRewriteFilePlanner planner(Table table, long snapshot) {
        var planner = new BinPackRewriteFilePlanner(table, Expressions.alwaysTrue(), snapshot, true);
        planner.init(Map.of(
                BinPackRewriteFilePlanner.TARGET_FILE_SIZE_BYTES,
                String.valueOf(targetFileBytes),
                BinPackRewriteFilePlanner.MIN_INPUT_FILES,
                MIN_INPUT_FILES,
                BinPackRewriteFilePlanner.DELETE_FILE_THRESHOLD,
                DELETE_FILES,
                BinPackRewriteFilePlanner.MAX_FILE_GROUP_SIZE_BYTES,
                String.valueOf(Math.max(GROUP_BYTES, targetFileBytes))));
        return planner;
    }

    private static Set<DataFile> rewrite(
            Table table, RewriteFileGroup group, EarliestRows inOrder, RewriteDataFilesCommitManager commits)
            throws IOException {
        var written = write(table, group, inOrder);
        var rowsRead = group.fileScanTasks().stream()
                .mapToLong(task -> task.file().recordCount())
                .sum();
        var rowsWritten =
                written.dataFiles().stream().mapToLong(ContentFile::recordCount).sum();
        var deletions =
                group.fileScanTasks().stream().anyMatch(task -> !task.deletes().isEmpty());
        if (rowsWritten > rowsRead || rowsWritten < rowsRead && !deletions) {
            group.setOutputFiles(new HashSet<>(written.dataFiles()));
            commits.abortFileGroup(group);
            throw new IOException(
                    "%d rows were read and %d written: nothing is replaced".formatted(rowsRead, rowsWritten));
        }
        return new HashSet<>(written.dataFiles());
    }

    private static DataWriteResult write(Table table, RewriteFileGroup group, EarliestRows inOrder) throws IOException {
        var files = OutputFileFactory.builderFor(table, 0, 0)
                .format(FileFormat.PARQUET)
                .build();
        var formats = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .dataSchema(table.schema())
                .build();
        var writer = new FanoutDataWriter<Record>(formats, files, table.io(), group.maxOutputFileSize());
        try (writer) {
            var partition = new PartitionKey(table.spec(), table.schema());
            var fields = new InternalRecordWrapper(table.schema().asStruct());
            new RowsByTime(table, inOrder).forEach(group.fileScanTasks(), row -> {
                partition.partition(fields.wrap(row));
                writer.write(row, table.spec(), partition);
            });
        }
        return writer.result();
    }
}
