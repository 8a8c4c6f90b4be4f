/**
 * The job from audio windows to alerts: its graph, its configuration, its Kafka ends.
 * No operator logic, no broker, no command line.
 */
package dev.cradlewatch.jobs.cry;
