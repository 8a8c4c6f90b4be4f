/**
 * The mains of a cluster's processes and of the jobs that the Flink client submits; each reads one file of properties.
 * No logic: a job is defined in its own package.
 */
package dev.cradlewatch.jobs.cluster.main;
