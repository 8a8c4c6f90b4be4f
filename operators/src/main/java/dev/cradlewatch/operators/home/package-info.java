/**
 * What a household's Home Assistant shows: monitors, whether they are there, whether somebody cries.
 * No MQTT.
 */
package dev.cradlewatch.operators.home;
