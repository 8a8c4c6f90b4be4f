/**
 * The system as separate processes on one machine: starts, watches and stops them, submits, saves and restores the jobs.
 * No graph of a job, and nothing that the processes themselves run.
 */
package dev.cradlewatch.jobs.cluster;
