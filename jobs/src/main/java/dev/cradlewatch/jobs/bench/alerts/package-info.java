/**
 * How fast scores become alerts: filter and alert logic in the job's operators and in a plain loop, and the latency of the whole job.
 * Nothing of the product may use it; no command line.
 */
package dev.cradlewatch.jobs.bench.alerts;
