package dev.clv.tune;

import dev.clv.ClvModelBuilder;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Training origins that a configuration asks for. */
record SearchedOrigins(int count, Duration step) {

    private static final Duration STEP = Duration.ofDays(30);

    /** Those that the values of some knobs ask for; null for those of the builder. */
    static @Nullable SearchedOrigins of(Map<String, Object> values) {
        return values.get(Knob.ORIGINS.label()) instanceof Long count
                ? new SearchedOrigins(
                        Math.toIntExact(count),
                        values.get(Knob.STEP.label()) instanceof Long days ? Duration.ofDays(days) : STEP)
                : null;
    }

    ClvModelBuilder set(ClvModelBuilder builder) {
        return builder.origins(count, step);
    }
}
