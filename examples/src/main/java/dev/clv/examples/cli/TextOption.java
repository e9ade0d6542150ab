package dev.clv.examples.cli;

import dev.clv.examples.cli.config.Config;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.text.TextExtractors;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that adds what customers write to the features of a training. */
class TextOption {

    @Option(
            names = "--text",
            description = "Adds what customers write, in reviews and messages, to the features; sentiment is learned"
                    + " from the ratings beside the texts.")
    private @Nullable Boolean text;

    /** Refuses it where the input is a plain table, whose columns of text have an option of their own. */
    void requireAbsent() {
        Require.absent(text, "--text");
    }

    /** The extractors of the training, if it was given: those that --config names, or the standard ones, and texts. */
    final Optional<FeaturePlan> features(Config config) {
        if (text == null) {
            return Optional.empty();
        }
        FeaturePlan named = config.features();
        FeaturePlan plan = named == null ? FeaturePlan.of(StandardExtractors.all()) : named;
        Set<String> there =
                plan.extractors().stream().map(FittableExtractor::name).collect(Collectors.toSet());
        return Optional.of(plan.with(TextExtractors.all().stream()
                .filter(extractor -> !there.contains(extractor.name()))
                .toArray(FittableExtractor[]::new)));
    }
}
