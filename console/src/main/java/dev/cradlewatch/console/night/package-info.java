/**
 * Nights that are over or under way, as the history has them.
 * No live state.
 */
package dev.cradlewatch.console.night;
