/**
 * What the models on ONNX Runtime share: buffers for their inputs, and one loaded model for all that use it.
 * No model of its own.
 */
package dev.cradlewatch.models.onnx;
