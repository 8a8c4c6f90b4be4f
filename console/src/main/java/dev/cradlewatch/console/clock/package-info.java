/**
 * What time it is for the households: the wall's, or that of a log whose night is simulated.
 * No schedules.
 */
package dev.cradlewatch.console.clock;
