/**
 * The job that keeps the event history: its graph and its Kafka ends.
 * No operator logic, no tables' columns, no command line.
 */
package dev.cradlewatch.jobs.history;
