/**
 * What caregivers say of alerts: acknowledgements and labels.
 * No alert logic and no delivery.
 */
package dev.cradlewatch.operators.feedback;
