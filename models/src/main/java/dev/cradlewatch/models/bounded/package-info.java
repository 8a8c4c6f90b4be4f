/**
 * ONNX Runtime in little memory: sessions whose weights are mapped from files, a budget that runs share, and what the
 * process holds outside the Java heap. No model of its own.
 */
package dev.cradlewatch.models.bounded;
