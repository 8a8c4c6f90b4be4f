/**
 * Night pictures in colour, as records.
 * No Kafka and no files.
 */
package dev.cradlewatch.operators.image;
