/**
 * What the processes of a cluster are told: the settings of a cluster on one machine, and the plain files rendered from them.
 * Starts and asks nothing.
 */
package dev.cradlewatch.jobs.cluster.config;
