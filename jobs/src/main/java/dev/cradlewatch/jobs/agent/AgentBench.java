package dev.cradlewatch.jobs.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Time that the agent takes for one second of sound on this machine.
 *
 * @param windows        seconds that were measured
 * @param featuresMicros log-mel, mean
 * @param modelMicros    cry-tiny, mean
 */
public record AgentBench(
        @JsonProperty(required = true) long windows,

        @JsonProperty(value = "features_us", required = true)
        double featuresMicros,

        @JsonProperty(value = "model_us", required = true) double modelMicros) {}
