/**
 * From alerts to the caregivers' phones and their Home Assistant: the job and its ends.
 * No rules of its own.
 */
package dev.cradlewatch.jobs.notify;
