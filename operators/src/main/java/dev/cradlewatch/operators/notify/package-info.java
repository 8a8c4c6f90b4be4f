/**
 * Whom an alert is told to, when the next caregiver is told, and what became of it.
 * No sending.
 */
package dev.cradlewatch.operators.notify;
