/**
 * Night pictures: as records, and from the bytes of a file to pixels, within limits.
 * No Kafka and no files.
 */
package dev.cradlewatch.operators.image;
