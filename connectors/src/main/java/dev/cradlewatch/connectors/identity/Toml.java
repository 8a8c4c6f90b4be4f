package dev.cradlewatch.connectors.identity;

/** Writes a TOML file section by section. */
public final class Toml {
    private final StringBuilder text = new StringBuilder();

    public Toml section(String name) {
        text.append(text.isEmpty() ? "[" : "\n[").append(name).append("]\n");
        return this;
    }

    public Toml entry(String name, String value) {
        var escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
        return line(name, '"' + escaped + '"');
    }

    public Toml entry(String name, boolean value) {
        return line(name, String.valueOf(value));
    }

    public Toml entry(String name, double value) {
        return line(name, String.valueOf(value));
    }

    /** The file's text. */
    public String text() {
        return text.toString();
    }

    private Toml line(String name, String value) {
        text.append(name).append(" = ").append(value).append('\n');
        return this;
    }
}
