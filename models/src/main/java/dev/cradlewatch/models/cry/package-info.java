/**
 * From log-mel contexts to cry probabilities: the model's interface, its ONNX runtime, its sharing within a JVM.
 * No audio decoding and no stream.
 */
package dev.cradlewatch.models.cry;
