/**
 * How fast a console tells many pages, and what a restart costs them; the pages are a process of their own.
 * Nothing of the console is reached but by HTTP and by the log.
 */
package dev.cradlewatch.jobs.bench.console;
