/**
 * Sound and pictures: from the log while it is young, from the history after that. Whoever gets one is written down first.
 * No alert logic.
 */
package dev.cradlewatch.console.media;
