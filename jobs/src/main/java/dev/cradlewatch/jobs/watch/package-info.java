/**
 * What the jobs have written, read back from the topics while they run.
 * Nothing is written here.
 */
package dev.cradlewatch.jobs.watch;
