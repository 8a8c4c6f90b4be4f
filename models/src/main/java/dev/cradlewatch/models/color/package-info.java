/**
 * Colour of pictures: CIE Lab, planes of it, and the classical ways to lend a night picture the colours of a day picture.
 * No files, no decoding, no stream.
 */
package dev.cradlewatch.models.color;
