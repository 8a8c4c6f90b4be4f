/**
 * How good the system is: metrics of clips and nights, and the files that hold their truth.
 * No Kafka and no Flink.
 */
package dev.cradlewatch.jobs.eval;
