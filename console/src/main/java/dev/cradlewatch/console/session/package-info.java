/**
 * Coming in and going out: sign-in by invitation, the present session, invitations to others.
 * Nothing of what is seen inside.
 */
package dev.cradlewatch.console.session;
