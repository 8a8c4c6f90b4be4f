/**
 * A model's folder: its card and its checked ONNX bytes, from the class path or from a disk.
 * Nothing here knows what the model computes.
 */
package dev.cradlewatch.models.card;
