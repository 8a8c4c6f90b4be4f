package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.card.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with a graph, its weights if it has any worth mapping, and the digests of both, written last. */
record CacheEntry(Path folder) {

    Path graph() {
        return folder.resolve("graph.onnx");
    }

    static Path weightsBeside(Path graph) {
        return graph.resolveSibling("weights.bin");
    }

    /** Writes down what the files are. */
    void seal() throws IOException {
        Files.write(digests(), lines());
    }

    /** Whether the files are those that were sealed. */
    boolean isWhole() throws IOException {
        return Files.isRegularFile(digests())
                && Files.isRegularFile(graph())
                && Files.readAllLines(digests()).equals(lines());
    }

    private Path digests() {
        return folder.resolve("sha256");
    }

    private List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        for (var file : List.of(graph(), weightsBeside(graph()))) {
            if (Files.exists(file)) {
                lines.add(Sha256.of(file) + "  " + file.getFileName());
            }
        }
        return lines;
    }
}
