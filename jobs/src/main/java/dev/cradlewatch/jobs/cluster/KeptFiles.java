package dev.cradlewatch.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Small files of a folder as they are now, to be written again. */
final class KeptFiles {
    private final Map<Path, byte[]> files;

    private KeptFiles(Map<Path, byte[]> files) {
        this.files = files;
    }

    static KeptFiles of(Path folder) throws IOException {
        var files = new HashMap<Path, byte[]>();
        try (var paths = Files.walk(folder)) {
            for (var file : paths.filter(Files::isRegularFile).toList()) {
                files.put(file, Files.readAllBytes(file));
            }
        }
        return new KeptFiles(files);
    }

    void restore() throws IOException {
        for (var file : files.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }
}
