/**
 * What every operator shares: records as they came from the log, lanes, time, dead letters, type information.
 * Nothing here knows Kafka, files or the meaning of a cry.
 */
package dev.cradlewatch.operators.stream;
