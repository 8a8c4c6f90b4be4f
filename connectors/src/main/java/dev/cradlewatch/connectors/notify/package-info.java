/**
 * Messages to caregivers on their way: ntfy, webhooks, web push and a household's Home Assistant.
 * Whom to tell is decided elsewhere.
 */
package dev.cradlewatch.connectors.notify;
