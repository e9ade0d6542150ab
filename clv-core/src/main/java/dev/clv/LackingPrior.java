package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittableExtractor;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.value.PurchasePrior;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What keeps a purchase model from rows: features that it reads and they do not have. Immutable.
 *
 * @param features those that are lacking; empty if all are there
 */
record LackingPrior(List<String> features) {

    static LackingPrior of(FeatureSchema schema) {
        return new LackingPrior(PurchasePrior.lacking(schema));
    }

    boolean isNothing() {
        return features.isEmpty();
    }

    /** The settings of a training say so. */
    String words() {
        return "left out, as the features lack " + what();
    }

    Caution caution() {
        return Caution.of(
                "purchase_model_left_out",
                "The features lack %s, so that the purchase model is left out: values are those of the networks alone,"
                        + " and nothing tells when the next order comes; add %s to features(...), or set"
                        + " purchaseModel(...) to false if that is meant.",
                what(),
                extractors());
    }

    IllegalArgumentException refusal() {
        return new IllegalArgumentException("purchaseModel(...) is true, and the features lack " + what()
                + ", which it reads; add " + extractors() + " to features(...), or leave purchaseModel(...) out");
    }

    private String what() {
        return quoted(features);
    }

    private String extractors() {
        List<String> names = features.stream().map(LackingPrior::extractor).toList();
        return (names.size() == 1 ? "the extractor " : "the extractors ") + quoted(names);
    }

    /** The name of the standard extractor that makes a feature. */
    private static String extractor(String feature) {
        for (FittableExtractor standard : StandardExtractors.all()) {
            if (standard instanceof FeatureExtractor extractor
                    && extractor.features().stream()
                            .anyMatch(each -> each.name().equals(feature))) {
                return standard.name();
            }
        }
        throw new IllegalStateException("no standard extractor makes the feature '" + feature + "'");
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
