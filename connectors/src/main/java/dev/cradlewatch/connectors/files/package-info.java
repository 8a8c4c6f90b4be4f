/**
 * Files of ours, in folders of this machine or in a bucket: written whole, read, listed, deleted.
 * Nothing about what they hold, and no tables.
 */
package dev.cradlewatch.connectors.files;
