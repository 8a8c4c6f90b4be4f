package dev.cradlewatch.connectors.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of files of 100 bytes each that lie "elsewhere". */
class FileCacheTest {
    private static final int BYTES = 100;
    private static final int FILES = 6;

    private final InMemoryFileIO elsewhere = new InMemoryFileIO();
    private final List<DataFile> files = new ArrayList<>();

    @TempDir
    private Path folder;

    FileCacheTest() {
        for (var number = 0; number < FILES; number++) {
            var location = "s3://bucket/%d.parquet".formatted(number);
            elsewhere.addFile(location, content(number));
            files.add(DataFiles.builder(PartitionSpec.unpartitioned())
                    .withPath(location)
                    .withFileSizeInBytes(BYTES)
                    .withRecordCount(1)
                    .build());
        }
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() throws Exception {
        var cache = new FileCache(folder, 3 * BYTES);
        read(cache, 0);
        age();
        read(cache, 1);
        age();
        read(cache, 2);
        age();
        read(cache, 0);
        age();
        read(cache, 3);

        assertThat(copies()).hasSize(3);
        for (var kept : List.of(0, 2, 3)) {
            elsewhere.deleteFile(files.get(kept).location());
            read(cache, kept);
        }
        elsewhere.deleteFile(files.get(1).location());
        assertThatThrownBy(() -> read(cache, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://bucket/1.parquet cannot be fetched");
    }

    @Test
    void aStatementKeepsItsFilesThoughOthersFillTheCache() throws Exception {
        var cache = new FileCache(folder, 2 * BYTES);
        try (var lease = cache.lease()) {
            var mine = lease.local(files.subList(0, 2), elsewhere);
            read(new FileCache(folder, 2 * BYTES), 2);
            read(new FileCache(folder, 2 * BYTES), 3);

            assertThat(copies()).hasSize(2);
            assertThat(Files.readAllBytes(Path.of(mine.get(0)))).isEqualTo(content(0));
            assertThat(Files.readAllBytes(Path.of(mine.get(1)))).isEqualTo(content(1));
        }
        assertThat(copies()).hasSize(2);
        try (var all = Files.list(folder)) {
            assertThat(all).hasSize(2);
        }
    }

    @Test
    void whatIsMoreThanTheCacheHoldsIsRefused() throws Exception {
        try (var lease = new FileCache(folder, 2 * BYTES).lease()) {
            assertThatThrownBy(() -> lease.local(files.subList(0, 3), elsewhere))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("needs 300 bytes")
                    .hasMessageContaining("ask for fewer days");
        }
        assertThat(copies()).isEmpty();
    }

    @Test
    void halfACopyIsNoCopyAndWhatAKilledProcessLeftGoes() throws Exception {
        var cache = new FileCache(folder, FILES * BYTES);
        read(cache, 0);
        Files.write(copies().get(0), new byte[BYTES / 2]);
        var part = Files.write(folder.resolve("x.part"), new byte[10]);
        var links = Files.createDirectory(folder.resolve("killed"));
        Files.write(links.resolve("y.parquet"), new byte[10]);
        var longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(part, longAgo);
        Files.setLastModifiedTime(links, longAgo);

        read(cache, 0);

        assertThat(part).doesNotExist();
        assertThat(links).doesNotExist();
        assertThat(Files.readAllBytes(copies().get(0))).isEqualTo(content(0));
    }

    @Test
    void manyAtOnceEachReadWhatTheyAskedFor() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            var readers = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(reader -> () -> {
                        var cache = new FileCache(folder, 3 * BYTES);
                        for (var round = 0; round < 100; round++) {
                            read(cache, (round + reader) % FILES);
                        }
                        return null;
                    })
                    .toList();
            for (var reader : threads.invokeAll(readers)) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(copies()).hasSizeLessThanOrEqualTo(FILES);
        read(new FileCache(folder, 3 * BYTES), 0);
    }

    @Test
    void whatIsOnThisMachineIsReadWhereItLies() throws Exception {
        var here = DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath("/history/a b.parquet")
                .withFileSizeInBytes(BYTES)
                .withRecordCount(1)
                .build();
        try (var lease = new FileCache(folder, BYTES).lease()) {
            assertThat(lease.local(List.of(here), elsewhere)).containsExactly("/history/a b.parquet");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private void read(FileCache cache, int number) throws IOException {
        try (var lease = cache.lease()) {
            var path = lease.local(List.of(files.get(number)), elsewhere).get(0);
            assertThat(Files.readAllBytes(Path.of(path))).isEqualTo(content(number));
        }
    }

    /** Makes every copy older, so that the order of use does not hang on the clock's grain. */
    private void age() throws IOException {
        for (var copy : copies()) {
            var before = Files.getLastModifiedTime(copy).toInstant().minusSeconds(10);
            Files.setLastModifiedTime(copy, FileTime.from(before));
        }
    }

    private List<Path> copies() throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    private static byte[] content(int number) {
        var content = new byte[BYTES];
        content[0] = (byte) number;
        return content;
    }
}
