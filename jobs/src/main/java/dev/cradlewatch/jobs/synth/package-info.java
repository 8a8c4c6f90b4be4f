/**
 * The built-in night: synthetic sound for people who have no recordings at hand. Not for training or for claims.
 * No Kafka and no Flink.
 */
package dev.cradlewatch.jobs.synth;
