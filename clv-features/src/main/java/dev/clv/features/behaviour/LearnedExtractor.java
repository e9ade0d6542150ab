package dev.clv.features.behaviour;

import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.internal.extract.ComputedExtractor;
import java.util.List;

/** An extractor that computes with what a {@link LearnedPlan} learned of the population. Immutable. */
abstract class LearnedExtractor extends ComputedExtractor {

    private final LearnedPlan plan;
    final Population population;

    /** @param plan which makes such an extractor of any population */
    LearnedExtractor(LearnedPlan plan, Population population, List<Feature> features) {
        super(plan.name(), features);
        this.plan = plan;
        this.population = population;
    }

    @Override
    public final FittedState fittedState() {
        return population.fittedState();
    }

    @Override
    public final FeatureExtractor restore(FittedState state) {
        return plan.restore(state);
    }
}
