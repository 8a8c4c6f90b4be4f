/**
 * The analyst's page: questions to the history in SQL, within limits of time and rows.
 * No sound and no pictures.
 */
package dev.cradlewatch.console.sql;
