package dev.cradlewatch.jobs.color;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which files there are to colour and where their coloured pictures go: under the name of the file, and under its path where it was found in
 * a folder.
 */
public final class PictureFiles {
    /** What a picture may be called, whether it can be read or not: one that cannot is told, not passed over. */
    private static final Set<String> EXTENSIONS =
            Set.of("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif", "jp2");

    private final Path out;
    private final Map<Path, Path> inputsByOutput = new LinkedHashMap<>();

    private PictureFiles(Path out) {
        this.out = out;
    }

    /**
     * The pictures of files and folders, those of a folder in order.
     *
     * @param ins files, each taken whatever its name, and folders, of which all pictures are taken
     * @param out folder of the coloured pictures
     * @throws IOException              if one is not there, or there is no picture
     * @throws IllegalArgumentException if two would have one coloured picture, or one would be written over its own original
     */
    public static List<PictureFile> list(List<Path> ins, Path out) throws IOException {
        var files = new PictureFiles(out.toAbsolutePath().normalize());
        for (var in : ins) {
            if (Files.isDirectory(in)) {
                files.addFolder(in);
            } else if (Files.exists(in)) {
                files.add(in, in.getFileName());
            } else {
                throw new IOException(in + " is not there: expected a picture or a folder of pictures");
            }
        }
        if (files.inputsByOutput.isEmpty()) {
            throw new IOException("no picture in " + ins);
        }
        return files.inputsByOutput.entrySet().stream()
                .map(entry -> new PictureFile(
                        entry.getValue().toString(), entry.getKey().toString()))
                .toList();
    }

    private void addFolder(Path folder) throws IOException {
        try (var found = Files.walk(folder)) {
            for (var file : found.filter(Files::isRegularFile)
                    .filter(PictureFiles::isPicture)
                    .filter(file -> !file.toAbsolutePath().normalize().startsWith(out))
                    .sorted()
                    .toList()) {
                add(file, folder.relativize(file));
            }
        }
    }

    private void add(Path file, Path name) {
        var output = out.resolve(name.toString()).normalize();
        var input = file.toAbsolutePath().normalize();
        if (output.equals(input)) {
            throw new IllegalArgumentException(
                    "%s would be written over itself: name another folder with --out".formatted(file));
        }
        var other = inputsByOutput.putIfAbsent(output, input);
        if (other != null && !other.equals(input)) {
            throw new IllegalArgumentException(
                    "%s and %s would both become %s: colour them into two folders".formatted(other, input, output));
        }
    }

    private static boolean isPicture(Path file) {
        var name = file.getFileName().toString();
        return !name.startsWith(".")
                && EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
