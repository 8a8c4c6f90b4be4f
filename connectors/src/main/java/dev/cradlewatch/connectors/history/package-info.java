/**
 * The event history as Iceberg tables: what columns they have, where they lie, how facts become rows and how Flink appends
 * them. No Kafka and no queries.
 */
package dev.cradlewatch.connectors.history;
