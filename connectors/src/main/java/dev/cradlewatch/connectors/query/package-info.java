/**
 * Questions to the history in SQL: Iceberg says which files belong to one consistent state, DuckDB reads exactly these and can do
 * nothing else. No Flink, no Kafka, no printing.
 */
package dev.cradlewatch.connectors.query;
