/**
 * A household's monitors in its Home Assistant, by MQTT discovery.
 * What they show is decided elsewhere.
 */
package dev.cradlewatch.connectors.homeassistant;
