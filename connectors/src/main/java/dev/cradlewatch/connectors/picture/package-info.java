/**
 * Pictures that are too large for a topic, as files of a folder or a bucket.
 * No decoding.
 */
package dev.cradlewatch.connectors.picture;
