package dev.cradlewatch.jobs.color;

/**
 * A file to colour.
 *
 * @param input  path of the picture
 * @param output path of the coloured one
 */
public record PictureFile(String input, String output) {}
