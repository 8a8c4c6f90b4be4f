/**
 * Who is signed in: invitations and sessions as the log has them.
 * No cookies and no HTTP.
 */
package dev.cradlewatch.console.access;
