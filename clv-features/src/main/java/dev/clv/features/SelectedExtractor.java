package dev.clv.features;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Some of the features of an extractor, which is run as a whole. Its state is that of the extractor. */
final class SelectedExtractor implements FeatureExtractor {

    /** In the fitted state, the names of the features, beside what the extractor itself keeps there. */
    private static final String SELECTED = "(selected features)";

    private final FeatureExtractor whole;
    private final List<Feature> features;

    /** Where the features stand among all that the extractor writes, ascending. */
    private final int[] places;

    /** How many columns the extractor writes. */
    private final int width;

    private SelectedExtractor(FeatureExtractor whole, List<Feature> features, int[] places) {
        this.whole = whole;
        this.width = FeatureSchema.of(whole.features()).size();
        this.features = features;
        this.places = places;
    }

    /** The extractor itself if all of its features are wanted, and empty if none is. */
    static Optional<FeatureExtractor> of(FeatureExtractor extractor, Predicate<String> wanted) {
        FeatureSchema schema = FeatureSchema.of(extractor.features());
        List<Feature> features = extractor.features().stream()
                .filter(feature -> wanted.test(feature.name()))
                .toList();
        if (features.size() == extractor.features().size()) {
            return Optional.of(extractor);
        }
        int[] places = IntStream.range(0, schema.size())
                .filter(place -> wanted.test(schema.feature(place).name()))
                .toArray();
        return features.isEmpty()
                ? Optional.empty()
                : Optional.of(new SelectedExtractor(
                        extractor instanceof SelectedExtractor selected ? selected.whole : extractor,
                        features,
                        extractor instanceof SelectedExtractor selected ? selected.placesOf(places) : places));
    }

    private int[] placesOf(int[] some) {
        return Arrays.stream(some).map(place -> places[place]).toArray();
    }

    /** The extractor of a state, which may be that of a whole extractor or of some of its features. */
    static FeatureExtractor restore(FittableExtractor prototype, FittedState state) {
        if (!state.texts().containsKey(SELECTED)) {
            return prototype.restore(state);
        }
        FeatureExtractor whole = prototype.restore(state.withoutTexts(SELECTED));
        Set<String> wanted = Set.copyOf(state.texts(SELECTED));
        List<String> missing = new ArrayList<>(wanted);
        missing.removeAll(whole.features().stream().map(Feature::name).toList());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("it does not compute " + missing + " any more");
        }
        return of(whole, wanted::contains)
                .orElseThrow(() -> new IllegalArgumentException("none of its features is selected"));
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public boolean needsWholeHistory() {
        return whole.needsWholeHistory();
    }

    @Override
    public boolean isNaNOrdinary() {
        return whole.isNaNOrdinary();
    }

    @Override
    public boolean readsTexts() {
        return whole.readsTexts();
    }

    @Override
    public List<ColumnReport> columns() {
        return whole.columns();
    }

    @Override
    public FittedState fittedState() {
        return whole.fittedState()
                .withTexts(SELECTED, features.stream().map(Feature::name).toList());
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return restore(whole, state);
    }

    @Override
    public State begin(CustomerContext customer) {
        return new Selected(whole, whole.begin(customer), new double[width], places);
    }

    @Override
    public String toString() {
        return whole + " " + features.stream().map(Feature::name).toList();
    }

    /** @param all room for what the whole extractor writes */
    private record Selected(FeatureExtractor extractor, State whole, double[] all, int[] places) implements State {

        @Override
        public void add(CustomerEvent event) {
            whole.add(event);
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            Arrays.fill(all, Double.NaN);
            try {
                whole.write(cutoff, all, 0);
            } catch (IndexOutOfBoundsException e) {
                throw WrittenRow.error(extractor, whole, cutoff, all.length, 0, e);
            }
            for (int k = 0; k < places.length; k++) {
                row[offset + k] = all[places[k]];
            }
        }

        @Override
        public void snapshot(StateWriter out) {
            whole.snapshot(out);
        }

        @Override
        public void restore(StateReader in) {
            whole.restore(in);
        }

        @Override
        public void merge(StateReader later) {
            whole.merge(later);
        }
    }
}
