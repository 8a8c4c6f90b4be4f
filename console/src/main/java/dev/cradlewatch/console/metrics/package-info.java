/**
 * What the console counts of itself for the people who run it, and where Prometheus fetches it.
 * Nothing about anybody: no ids, no names, no addresses.
 */
package dev.cradlewatch.console.metrics;
