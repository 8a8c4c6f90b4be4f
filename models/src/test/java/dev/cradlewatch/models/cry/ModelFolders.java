package dev.cradlewatch.models.cry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Writes model folders for the tests. */
final class ModelFolders {

    private ModelFolders() {}

    /** Writes {@code folder/card.json} and {@code folder/model.onnx}, which fit each other. */
    static Path write(Path folder, OnnxFile file) throws Exception {
        var onnx = file.bytes();
        Files.write(folder.resolve("model.onnx"), onnx);
        var sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(onnx));
        Files.writeString(folder.resolve("card.json"), """
                {"name": "own", "version": "1.2.0", "file": "model.onnx", "sha256": "%s",
                 "features_profile": "cry-full", "context_windows": 4, "thresholds": {"balanced": 0.5}}
                """.formatted(sha256));
        return folder;
    }

    static void replaceInCard(Path folder, String target, String replacement) throws IOException {
        var card = folder.resolve("card.json");
        var text = Files.readString(card);
        if (!text.contains(target)) {
            throw new IllegalArgumentException("card.json has no " + target);
        }
        Files.writeString(card, text.replace(target, replacement));
    }
}
