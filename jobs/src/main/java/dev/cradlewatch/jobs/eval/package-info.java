/**
 * How good the system is: metrics of clips, nights and pictures, and the files that hold their truth.
 * No Kafka and no Flink.
 */
package dev.cradlewatch.jobs.eval;
