/**
 * A device's private side: its key pair, what it signs, and the files that a monitor is given.
 * No Kafka; the public side lives in the registry.
 */
package dev.cradlewatch.connectors.identity;
