package dev.clv.examples.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is set in application.properties or the environment.
 *
 * @param model the model file
 * @param states the folder of the customers' states; in memory if null
 * @param zone whose calendar days count, as in the log of training
 * @param lateness by how much an event may be older than its customer's newest one
 */
@ConfigurationProperties("clv")
public record ScoringSettings(
        Path model,
        @Nullable Path states,
        @DefaultValue("UTC") ZoneId zone,
        @DefaultValue("2d") Duration lateness) {}
