/**
 * Kafka and Flink inside this process, the same software as on a cluster.
 * No jobs and no domain records.
 */
package dev.cradlewatch.jobs.local;
