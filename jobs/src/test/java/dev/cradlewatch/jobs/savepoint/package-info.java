/** Savepoints that versions left, for the tests of all jobs. No job. */
package dev.cradlewatch.jobs.savepoint;
