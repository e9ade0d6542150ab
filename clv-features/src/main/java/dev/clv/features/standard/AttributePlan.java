package dev.clv.features.standard;

import dev.clv.features.ColumnReport;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.internal.CustomerSet;
import dev.clv.features.internal.KnownIds;
import dev.clv.features.internal.PersonalWords;
import dev.clv.features.internal.WordCounts;
import dev.clv.features.internal.cell.MissingWords;
import dev.clv.features.internal.cell.NumberForm;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns which attributes there are, which of them are numbers, and the categories of the others.
 *
 * @param maxCategories the most categories of an attribute, positive
 * @param minCustomers how many customers must have an attribute, or a category, for it to be kept; positive
 */
record AttributePlan(int maxCategories, int minCustomers) implements FittableExtractor {

    AttributePlan {
        if (maxCategories < 1 || minCustomers < 1) {
            throw new IllegalArgumentException("maxCategories and minCustomers must be at least 1, were "
                    + maxCategories + " and " + minCustomers);
        }
    }

    @Override
    public String name() {
        return Attributes.NAME;
    }

    @Override
    public Learner learner() {
        return new ValueLearner();
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return Attributes.of(state);
    }

    private final class ValueLearner implements Learner {

        private final Map<String, Tally> tallies = new TreeMap<>();
        private final KnownIds ids = new KnownIds();

        @Override
        public void add(CustomerHistory history) {
            ids.add(history.customer());
            Map<String, String> attributes = history.attributes();
            if (!attributes.isEmpty()) {
                long customer = CustomerSet.hash(history.customer());
                attributes.forEach((name, value) -> {
                    String stripped = value.strip();
                    if (!MissingWords.STANDARD.contains(stripped)) {
                        tally(name).add(stripped, customer);
                    }
                });
            }
        }

        @Override
        public void know(String customer) {
            ids.add(customer);
        }

        @Override
        public void snapshot(StateWriter out) {
            ids.snapshot(out);
            out.whole(tallies.size());
            tallies.forEach((name, tally) -> tally.snapshot(out.text(name)));
        }

        @Override
        public void merge(StateReader other) {
            ids.merge(other);
            for (int i = other.count(1); i > 0; i--) {
                tally(other.text()).merge(other);
            }
        }

        @Override
        public FeatureExtractor learned() {
            List<Feature> features = new ArrayList<>();
            List<NumberForm> forms = new ArrayList<>();
            List<ColumnReport> columns = new ArrayList<>();
            PersonalWords names = new PersonalWords(tallies.keySet(), ids);
            int personal =
                    (int) tallies.keySet().stream().filter(names::containsName).count();
            if (personal > 0) {
                columns.add(ColumnReport.withholding(personal, "names of attributes", ColumnReport.Kind.IGNORED));
            }
            tallies.forEach((name, tally) -> {
                if (names.containsName(name)) {
                    return;
                }
                AttributeStudy study =
                        new AttributeStudy(name, tally.values, ids, tally.customers.isEnough(), maxCategories);
                columns.add(study.report(minCustomers));
                study.feature().ifPresent(feature -> {
                    features.add(feature);
                    forms.add(study.form());
                });
            });
            return new Attributes(AttributePlan.this, features, forms, columns);
        }

        private Tally tally(String attribute) {
            return tallies.computeIfAbsent(attribute, any -> new Tally(minCustomers));
        }
    }

    /** The values of one attribute. */
    private static final class Tally {

        private final CustomerSet customers;
        private final WordCounts values;

        Tally(int minCustomers) {
            this.customers = new CustomerSet(minCustomers);
            this.values = new WordCounts(minCustomers);
        }

        void add(String value, long customer) {
            customers.add(customer);
            values.add(value, customer);
        }

        void snapshot(StateWriter out) {
            customers.snapshot(out);
            values.snapshot(out);
        }

        void merge(StateReader other) {
            customers.merge(other);
            values.merge(other);
        }
    }
}
