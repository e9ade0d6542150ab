package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.examples.cli.config.Config;
import dev.clv.features.event.EventLog;
import dev.clv.reason.Explanation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How a model of an event log is trained: horizons, origins, texts and sequences of events. An option counts more than
 * a key of --config.
 */
class LogTraining extends SequenceOption {

    private static final Duration HORIZON = Duration.ofDays(180);
    private static final Duration STEP = Duration.ofDays(30);

    @Option(
            names = "--horizon",
            paramLabel = "H",
            converter = Span.class,
            description = "How far ahead to predict, for instance 180d (the default).")
    private @Nullable Duration horizon;

    @Option(
            names = "--horizons",
            paramLabel = "H,H",
            split = ",",
            converter = Span.class,
            description = "Further horizons to predict, for instance 30d,90d,365d: a value never falls as the horizon"
                    + " grows (default: none).")
    private @Nullable List<Duration> horizons;

    @Option(
            names = "--origins",
            paramLabel = "N",
            description = "How many training origins, going back from the cutoff (default: as many as the log allows,"
                    + " up to 12).")
    private @Nullable Integer origins;

    @Option(
            names = "--step",
            paramLabel = "H",
            converter = Span.class,
            description = "How far apart the --origins are; needs --origins (default: 30d; without --origins,"
                    + " training spaces up to 12 of them evenly).")
    private @Nullable Duration step;

    /** A training with the defaults of the command line. */
    static ClvModelBuilder builder(EventLog log) {
        return ClvModel.builder()
                .horizon(HORIZON)
                .currency(log.currency() == null ? Explanation.NO_CURRENCY : log.currency());
    }

    /** Changes a training that has what the configuration says. */
    final void apply(ClvModelBuilder builder, Config config) {
        if (horizon != null) {
            builder.horizon(horizon);
        }
        if (horizons != null) {
            builder.horizons(horizons.toArray(Duration[]::new));
        }
        stackOrigins(builder, config);
        features(config).ifPresent(builder::features);
        applySequence(builder);
    }

    /** Options and configuration may each give one half. */
    private void stackOrigins(ClvModelBuilder builder, Config config) {
        if (origins == null && step == null) {
            return;
        }
        int count = origins != null ? origins : config.origins();
        Duration apart = step != null ? step : config.step();
        if (count == 0 && origins == null) {
            throw new UsageException("--step says how far apart --origins are; add --origins, or leave --step out");
        }
        builder.origins(count, apart == null ? STEP : apart);
    }

    /** The keys of the configuration that an option replaces. */
    final Set<String> overridden() {
        Set<String> keys = new HashSet<>();
        if (horizon != null) {
            keys.add("horizon");
        }
        if (horizons != null) {
            keys.add("horizons");
        }
        if (origins != null) {
            keys.add("origins");
        }
        if (step != null) {
            keys.add("step");
        }
        if (hasSequence()) {
            keys.add("sequence.encoder");
        }
        return keys;
    }

    /** Refuses all of them where the input is a plain table. */
    final void requireAllAbsent() {
        Require.absent(horizon, "--horizon");
        Require.absent(horizons, "--horizons");
        Require.absent(origins, "--origins");
        Require.absent(step, "--step");
        requireAbsent();
    }
}
