/**
 * Who may look at what: invitations, sessions, and who looked at sound and pictures.
 * No cookies and no HTTP.
 */
package dev.cradlewatch.operators.access;
