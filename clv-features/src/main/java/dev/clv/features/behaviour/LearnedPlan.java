package dev.clv.features.behaviour;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Learns sums by name, such as the name of a product, from training histories, and makes an extractor of the sums that
 * enough customers stand behind. Immutable.
 */
final class LearnedPlan implements FittableExtractor {

    private final String name;
    private final int minCustomers;
    private final List<String> tables;
    private final BiConsumer<CustomerHistory, PopulationSums> survey;
    private final BiFunction<LearnedPlan, Population, FeatureExtractor> maker;

    /**
     * @param minCustomers how many different customers must stand behind a name; positive
     * @param tables of {@link PopulationSums}
     * @param survey adds what a history tells to the sums
     * @param maker makes the extractor
     */
    LearnedPlan(
            String name,
            int minCustomers,
            List<String> tables,
            BiConsumer<CustomerHistory, PopulationSums> survey,
            BiFunction<LearnedPlan, Population, FeatureExtractor> maker) {
        if (minCustomers < 1) {
            throw new IllegalArgumentException("minCustomers must be at least 1, was " + minCustomers);
        }
        this.name = name;
        this.minCustomers = minCustomers;
        this.tables = List.copyOf(tables);
        this.survey = survey;
        this.maker = maker;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return maker.apply(this, Population.of(state));
    }

    @Override
    public Learner learner() {
        PopulationSums sums = new PopulationSums(tables, minCustomers);
        return new Learner() {
            @Override
            public void add(CustomerHistory history) {
                sums.know(history.customer());
                survey.accept(history, sums);
            }

            @Override
            public void know(String customer) {
                sums.know(customer);
            }

            @Override
            public void snapshot(StateWriter out) {
                sums.snapshot(out);
            }

            @Override
            public void merge(StateReader other) {
                sums.merge(other);
            }

            @Override
            public FeatureExtractor learned() {
                return maker.apply(LearnedPlan.this, sums.population());
            }
        };
    }

    @Override
    public String toString() {
        return "FittableExtractor[" + name + "]";
    }
}
