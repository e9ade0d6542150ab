package dev.clv.features.internal.extract;

import dev.clv.features.ColumnReport;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import java.util.List;

/**
 * A named extractor with a fixed list of features that are computed from events, so that NaN is ordinary: who has no
 * such event has no such value. Immutable.
 */
public abstract class ComputedExtractor implements FeatureExtractor {

    private final String name;
    private final List<Feature> features;
    private final List<ColumnReport> columns;

    /** @param columns what became of what it learned from; empty where that is not known any more */
    protected ComputedExtractor(String name, List<Feature> features, List<ColumnReport> columns) {
        this.name = name;
        this.features = List.copyOf(features);
        this.columns = List.copyOf(columns);
    }

    /** An extractor that has nothing to report. */
    protected ComputedExtractor(String name, List<Feature> features) {
        this(name, features, List.of());
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
    public final List<ColumnReport> columns() {
        return columns;
    }

    @Override
    public boolean isNaNOrdinary() {
        return true;
    }

    @Override
    public final String toString() {
        return "FeatureExtractor[" + name + "]";
    }

    /** A share, or a mean; NaN of nothing. */
    protected static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}
