/**
 * How fast windows are scored: the model alone, the job's operators, the whole job, and a program without Flink that does the same.
 * Nothing of the product may use it; no command line.
 */
package dev.cradlewatch.jobs.bench.score;
