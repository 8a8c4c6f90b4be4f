/**
 * The page and its interface for caregivers and analysts: what starts and stops it.
 * No Flink job, no alert logic, and no store of its own: it knows what Kafka and the history tell.
 */
package dev.cradlewatch.console;
