/**
 * From samples to what a cry model hears: the feature definition, the log-mel, the context of several windows.
 * No model, no ONNX, no stream.
 */
package dev.cradlewatch.models.features;
