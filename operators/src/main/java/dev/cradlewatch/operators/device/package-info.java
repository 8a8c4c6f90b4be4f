/**
 * What monitors send and how it is admitted: windows, events, the registry, validation, de-duplication, liveness.
 * No scoring and no alerts.
 */
package dev.cradlewatch.operators.device;
