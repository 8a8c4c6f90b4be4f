/**
 * How requests come in and answers go out: routes and who may take them, limits, headers, JSON, errors.
 * Nothing about cribs, nights or questions.
 */
package dev.cradlewatch.console.http;
