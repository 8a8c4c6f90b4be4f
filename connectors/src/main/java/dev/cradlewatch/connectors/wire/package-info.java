/**
 * Between domain records and the bytes of the cradlewatch.v1 messages, both ways; refuses what it cannot read.
 * No Kafka, and no rules about a record's content.
 */
package dev.cradlewatch.connectors.wire;
