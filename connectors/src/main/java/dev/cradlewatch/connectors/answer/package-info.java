/**
 * Rows that a query gave, as text for people and for programs.
 * Knows no history and no command line.
 */
package dev.cradlewatch.connectors.answer;
