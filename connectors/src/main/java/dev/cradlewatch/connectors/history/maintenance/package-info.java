/**
 * Keeps the history's tables small and fast: merges small files, forgets old snapshots, removes files that nothing names.
 * Needs no Flink; no columns, no questions, no printing.
 */
package dev.cradlewatch.connectors.history.maintenance;
