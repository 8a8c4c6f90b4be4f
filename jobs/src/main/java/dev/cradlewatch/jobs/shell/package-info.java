/**
 * How statements come in, typed or piped.
 * It does not know what they mean.
 */
package dev.cradlewatch.jobs.shell;
