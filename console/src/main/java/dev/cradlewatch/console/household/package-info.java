/**
 * What a household says and chooses: answers to alerts, snoozes, settings, people and their channels, devices.
 * Everything is written to the log and shown when it comes back from there.
 */
package dev.cradlewatch.console.household;
