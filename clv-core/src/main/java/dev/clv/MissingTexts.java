package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells of customers of whom none wrote anything, where the features of a model are made of texts. A customer without
 * texts is an ordinary one, so that nothing else calls these features missing. Not thread-safe.
 */
final class MissingTexts {

    /** Nobody would have written by chance with a probability of e to the minus this at most. */
    private static final double NO_ACCIDENT = 9;

    private final FeatureProfile profile;
    private final List<Feature> features;
    private final int[] columns;
    private final boolean[] undefined; // of each column, whether a row had no value
    private int rows;
    private boolean written;

    /** @param features of texts, each NaN or 0 for whoever wrote nothing; may be empty */
    MissingTexts(FeatureProfile profile, Collection<Feature> features) {
        this.profile = profile;
        this.features = List.copyOf(features);
        this.columns = IntStream.range(0, profile.schema().size())
                .filter(column -> features.contains(profile.schema().feature(column)))
                .toArray();
        this.undefined = new boolean[columns.length];
    }

    /** @param row (F); not modified */
    void add(double[] row) {
        rows++;
        for (int i = 0; i < columns.length; i++) {
            double value = row[columns[i]];
            undefined[i] |= Double.isNaN(value);
            // A count is 0 for whoever wrote nothing; any number of what may be undefined tells of a text.
            written |= !Double.isNaN(value) && (value != 0 || profile.missing()[columns[i]] > 0);
        }
    }

    /** The features that nobody has. */
    Set<String> names() {
        return isTold() ? features.stream().map(Feature::name).collect(Collectors.toSet()) : Set.of();
    }

    /** One caution, or none if somebody wrote. */
    List<Caution> cautions() {
        if (!isTold()) {
            return List.of();
        }
        return List.of(Caution.of(
                "missing_texts",
                "None of the %d customers wrote anything that the model can read, and %.1f %% of the rows of training had"
                        + " texts: %d features say nothing now, such as '%s', so that values may be off. Give the log its"
                        + " reviews and messages, as in training, or train a model without features of texts.",
                rows,
                100 * share(),
                features.size(),
                example()));
    }

    private boolean isTold() {
        return !written && -rows * StrictMath.log(1 - share()) > NO_ACCIDENT;
    }

    /** The largest share of training rows that had one of the features that are undefined now. */
    private double share() {
        return undefinedNow().mapToDouble(this::share).max().orElse(0);
    }

    private double share(int column) {
        return 1 - profile.missing()[column];
    }

    private String example() {
        return undefinedNow()
                .filter(column -> share(column) == share())
                .mapToObj(profile.schema()::feature)
                .findFirst()
                .map(Feature::name)
                .orElse("");
    }

    private IntStream undefinedNow() {
        return IntStream.range(0, columns.length).filter(i -> undefined[i]).map(i -> columns[i]);
    }
}
