package dev.clv.features.standard;

import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.TrainingHistories;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.internal.PlainNumber;
import dev.clv.features.internal.WordCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Learns which attributes there are, which of them are numbers, and the categories of the others. */
final class AttributePlan implements FittableExtractor {

    private final int maxCategories;
    private final int minRows;

    /**
     * @param maxCategories the most categories of an attribute, positive
     * @param minRows how many training rows must have an attribute, or a category, for it to be kept; positive
     */
    AttributePlan(int maxCategories, int minRows) {
        if (maxCategories < 1 || minRows < 1) {
            throw new IllegalArgumentException(
                    "maxCategories and minRows must be at least 1, were " + maxCategories + " and " + minRows);
        }
        this.maxCategories = maxCategories;
        this.minRows = minRows;
    }

    @Override
    public String name() {
        return Attributes.NAME;
    }

    @Override
    public FeatureExtractor fit(TrainingHistories histories) {
        Map<String, Tally> tallies = new TreeMap<>();
        for (CustomerHistory history : histories) {
            history.attributes().forEach((name, value) -> {
                if (!value.isBlank()) {
                    tallies.computeIfAbsent(name, any -> new Tally()).add(value.strip());
                }
            });
        }
        List<Feature> features = new ArrayList<>();
        tallies.forEach((name, tally) -> {
            if (tally.rows >= minRows) {
                if (tally.allNumbers) {
                    features.add(Attributes.numeric(name));
                } else {
                    List<String> categories = tally.values.frequent(maxCategories, minRows);
                    if (!categories.isEmpty()) {
                        features.add(Attributes.categorical(name, categories));
                    }
                }
            }
        });
        return new Attributes(maxCategories, minRows, features);
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return Attributes.of(state);
    }

    /** The values of one attribute. */
    private static final class Tally {

        private final WordCounts values = new WordCounts();
        private boolean allNumbers = true;
        private int rows;

        void add(String value) {
            rows++;
            if (values.add(value) == 1 && Double.isNaN(PlainNumber.parse(value))) {
                allNumbers = false;
            }
        }
    }
}
