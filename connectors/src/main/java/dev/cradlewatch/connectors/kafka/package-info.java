/**
 * The system's topics, and Flink's sources and sinks on them.
 * No meaning of a record beyond its key, and no operators.
 */
package dev.cradlewatch.connectors.kafka;
