package dev.cradlewatch.jobs.eval;

import java.util.SortedMap;

/**
 * One method over all pictures, and over those of each source.
 *
 * @param all             all pictures
 * @param abErrorBySource mean distance in (a, b) by source; empty if the folder does not tell sources
 */
public record ColorMethodReport(ColorReport all, SortedMap<String, Double> abErrorBySource) {}
