/**
 * The sound around an alert, cut from the windows of its monitors.
 * No files and no tables.
 */
package dev.cradlewatch.operators.clip;
