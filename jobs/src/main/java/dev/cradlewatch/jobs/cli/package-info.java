/**
 * The command line: arguments, progress, tables, exit codes.
 * What the commands do lives elsewhere.
 */
package dev.cradlewatch.jobs.cli;
