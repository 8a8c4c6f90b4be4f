package dev.cradlewatch.models.bounded;

import ai.onnxruntime.OrtEnvironment;
import dev.cradlewatch.models.card.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** What decides how ONNX Runtime lays out weights: its version and the processor's instructions. */
final class Processor {

    /** x86 names its instructions in flags, ARM in Features and by its parts. */
    private static final Set<String> TELLING =
            Set.of("vendor_id", "model name", "flags", "Features", "CPU implementer", "CPU part", "CPU architecture");

    private static final int DIGITS = 16;

    private Processor() {}

    /** Some hex digits, the same for the same runtime on the same kind of processor. */
    static String fingerprint() throws IOException {
        return fingerprint(OrtEnvironment.getEnvironment().getVersion(), Path.of("/proc/cpuinfo"));
    }

    static String fingerprint(String runtime, Path cpuInfo) throws IOException {
        String cores;
        try (var lines = Files.lines(cpuInfo)) {
            cores = lines.filter(line -> TELLING.contains(line.split(":", 2)[0].strip()))
                    .distinct()
                    .collect(Collectors.joining("\n"));
        }
        var all = runtime + "\n" + System.getProperty("os.arch") + "\n" + cores;
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }
}
