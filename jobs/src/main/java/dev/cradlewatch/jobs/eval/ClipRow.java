package dev.cradlewatch.jobs.eval;

import java.nio.file.Path;

/** A labelled recording: its file, the corpus it comes from, and whether an infant cries in it. */
public record ClipRow(Path file, String source, boolean isCry) {}
