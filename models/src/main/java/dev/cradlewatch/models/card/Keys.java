package dev.cradlewatch.models.card;

/** What all cards demand of their keys. Each check throws an IllegalArgumentException that names key and value. */
final class Keys {

    private Keys() {}

    static void required(String key, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(key + " is missing");
        }
    }

    static void digest(String sha256) {
        required("sha256", sha256);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("sha256 \"" + sha256 + "\": expected 64 lower-case hex digits");
        }
    }

    static void besideTheCard(String file) {
        required("file", file);
        if (file.contains("/") || file.contains("\\")) {
            throw new IllegalArgumentException("file \"" + file + "\": expected a file beside the card");
        }
    }

    /** An absent number is zero to Jackson. */
    static void positive(String key, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(key + " " + value + ": expected more than 0 (or it is missing)");
        }
    }
}
