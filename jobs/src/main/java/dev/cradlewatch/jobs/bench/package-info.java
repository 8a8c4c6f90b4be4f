/**
 * What the bench commands measure with: facts by the million and the runs over them.
 * Nothing of the product may use it; no command line.
 */
package dev.cradlewatch.jobs.bench;
