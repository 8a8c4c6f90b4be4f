/**
 * Who belongs to a household, how each of them is told, and its Home Assistant.
 * No alert logic and no delivery.
 */
package dev.cradlewatch.operators.household;
