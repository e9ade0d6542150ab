package dev.clv.features.behaviour;

import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import java.util.List;

/** A named extractor with a fixed list of features. Immutable. */
abstract class BehaviourExtractor implements FeatureExtractor {

    private final String name;
    private final List<Feature> features;

    BehaviourExtractor(String name, List<Feature> features) {
        this.name = name;
        this.features = List.copyOf(features);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<Feature> features() {
        return features;
    }

    @Override
    public boolean isNaNOrdinary() {
        return true;
    }

    @Override
    public final String toString() {
        return "FeatureExtractor[" + name + "]";
    }

    /** A share, NaN of nothing. */
    static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}
