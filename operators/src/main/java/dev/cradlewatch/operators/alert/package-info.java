/**
 * From posteriors, device detections and liveness to alerts of a household, under its settings.
 * No audio and no delivery.
 */
package dev.cradlewatch.operators.alert;
