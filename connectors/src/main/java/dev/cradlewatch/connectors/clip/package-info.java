/**
 * Clips of sound as files: how they are written, where they lie and how long they are kept.
 * No windows and no alerts.
 */
package dev.cradlewatch.connectors.clip;
