/**
 * From one second of sound to a smoothed cry posterior of its device: order, context, batched scores, filter.
 * No households and no alerts.
 */
package dev.cradlewatch.operators.audio;
