package dev.cradlewatch.jobs.cluster.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file of Java properties that may hold secrets: its owner alone reads it, and whoever reads it sees all of it.
 *
 * @param path   where it is
 * @param values what it says
 */
record PropertiesFile(Path path, Map<String, String> values) {

    /** @throws IOException if it cannot be read */
    static PropertiesFile read(Path path) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s (expected a file of Java properties)".formatted(path, e.getMessage()), e);
        }
        return new PropertiesFile(
                path,
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, properties::getProperty)));
    }

    void write() throws IOException {
        var part = path.resolveSibling("." + path.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, text());
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Sorted, so that two files are easily compared. */
    String text() {
        var text = new StringBuilder();
        new TreeMap<>(values).forEach((name, value) -> text.append(name)
                .append('=')
                .append(value.replace("\\", "\\\\"))
                .append('\n'));
        return text.toString();
    }

    /** @throws IOException if it is not there */
    String get(String name) throws IOException {
        return find(name).orElseThrow(() -> new IOException("%s: %s is missing".formatted(path, name)));
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    int number(String name) throws IOException {
        var text = get(name);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IOException("%s: %s is %s: expected a number".formatted(path, name, text), e);
        }
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) throws IOException {
        var text = get(name);
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new IOException("%s: %s is %s: expected one of %s"
                .formatted(path, name, text, Arrays.toString(type.getEnumConstants())));
    }
}
