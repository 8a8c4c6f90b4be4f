/**
 * What turns streams that are delivered at least once into facts that are counted once.
 * No tables, no files.
 */
package dev.cradlewatch.operators.history;
