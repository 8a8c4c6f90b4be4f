/**
 * Real agents as child processes: played recordings, their gate alone, their bench.
 * No jobs; docs/agent.md is the contract with the program.
 */
package dev.cradlewatch.jobs.agent;
