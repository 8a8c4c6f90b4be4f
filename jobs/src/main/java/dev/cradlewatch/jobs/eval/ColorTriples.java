package dev.cradlewatch.jobs.eval;

import dev.cradlewatch.models.color.RgbPicture;
import dev.cradlewatch.operators.image.PictureDecoder;
import dev.cradlewatch.operators.image.PictureLimits;
import dev.cradlewatch.operators.image.RefusedPictureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A folder with {@code day}, {@code night} and {@code truth}, in which files of the same name belong together. */
public final class ColorTriples {
    private static final int MAX_DECODED_PX = 4_000_000;

    private final Path folder;
    private final List<Path> names;
    private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

    private ColorTriples(Path folder, List<Path> names) {
        this.folder = folder;
        this.names = names;
    }

    /** @throws IOException if there is no picture in {@code night}, or one of them has no day or no truth */
    public static ColorTriples list(Path folder) throws IOException {
        var night = folder.resolve("night");
        if (!Files.isDirectory(night)) {
            throw new IOException("%s has no folder night: expected day, night and truth".formatted(folder));
        }
        try (var files = Files.list(night)) {
            var names = files.filter(Files::isRegularFile)
                    .map(Path::getFileName)
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new IOException("no picture in " + night);
            }
            for (var name : names) {
                for (var other : List.of("day", "truth")) {
                    if (!Files.isRegularFile(folder.resolve(other).resolve(name))) {
                        throw new IOException(
                                "%s has no counterpart %s/%s".formatted(night.resolve(name), other, name));
                    }
                }
            }
            return new ColorTriples(folder, names);
        }
    }

    /** File names in order. */
    public List<Path> names() {
        return names;
    }

    /**
     * Source of each picture in the order of the names, by the columns id and source of the folder's index.csv; empty if there is none
     * or it does not tell every picture.
     */
    public List<String> sources() throws IOException {
        var index = folder.resolve("index.csv");
        if (!Files.isRegularFile(index)) {
            return List.of();
        }
        var sources = CsvTable.read(index, "id", "source").rows().stream()
                .collect(Collectors.toMap(row -> row.get("id"), row -> row.get("source"), (first, again) -> again));
        var stems = names.stream()
                .map(name -> name.toString().replaceFirst("\\.[^.]*$", ""))
                .toList();
        return sources.keySet().containsAll(stems)
                ? stems.stream().map(sources::get).toList()
                : List.of();
    }

    /** @throws IOException if one of the three files cannot be read or is no JPEG or PNG picture */
    public ColorTriple read(Path name) throws IOException {
        return new ColorTriple(name, picture("night", name), picture("day", name), picture("truth", name));
    }

    private RgbPicture picture(String kind, Path name) throws IOException {
        var file = folder.resolve(kind).resolve(name);
        try {
            return decoder.decode(Files.readAllBytes(file), MAX_DECODED_PX)
                    .scaledTo(ColorTriple.SIDE_PX, ColorTriple.SIDE_PX);
        } catch (RefusedPictureException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
