package dev.cradlewatch.models.color;

import dev.cradlewatch.models.card.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes folders with the small colour models of the test resources, which training/color/small.py makes. */
public final class ColorFolders {

    private ColorFolders() {}

    public static byte[] smallAuto() throws IOException {
        return resource("/testdata/color/small-auto.onnx");
    }

    static byte[] smallRef() throws IOException {
        return resource("/testdata/color/small-ref.onnx");
    }

    public static byte[] wide() throws IOException {
        return resource("/testdata/color/small-wide.onnx");
    }

    /** {@link #wide} in 8 bits. */
    public static byte[] wideInEightBits() throws IOException {
        return resource("/testdata/color/small-wide-u8.onnx");
    }

    /** Writes card.json and the file that it names, in the variant fp32. */
    public static Path write(Path folder, byte[] onnx, boolean reference) throws IOException {
        Files.write(folder.resolve("small.onnx"), onnx);
        Files.writeString(folder.resolve("card.json"), """
                {"name": "small", "version": "1.2.0", "reference": %s, "side_multiple": 32, "side_px": 64,
                 "variants": {"fp32": {"file": "small.onnx", "sha256": "%s", "held_bytes": 3000,
                              "run_bytes": 1000, "run_bytes_per_pixel": 2.5}}}
                """.formatted(reference, Sha256.of(onnx)));
        return folder;
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = ColorFolders.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
