/**
 * What goes on now in each household, folded from the log, and the streams that tell the pages of it.
 * Nothing is decided here: states are what the job told.
 */
package dev.cradlewatch.console.live;
