/**
 * Many simulated monitors at real-time rates over the process cluster: latency of alerts, backlog and memory.
 * The monitors' gates are simulated; nothing here runs the agent.
 */
package dev.cradlewatch.jobs.bench.fleet;
