/**
 * Night pictures in colour: from their topic, and from files.
 * No decoding and no models of its own.
 */
package dev.cradlewatch.jobs.color;
