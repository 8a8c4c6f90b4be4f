/**
 * Recordings as monitors: audio files read by the second, fleets played through the real topics.
 * No jobs; what is sent is what real monitors send.
 */
package dev.cradlewatch.jobs.feed;
