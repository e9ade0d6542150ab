package dev.clv.features.check;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.PipelineLearner;
import dev.clv.features.event.CustomerHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * That learning depends on the histories alone, not on their order or grouping, and that all of it is in the fitted
 * state.
 */
final class LearningRules {

    private static final int ORDERS = 5;

    private final Checked checked;

    LearningRules(Checked checked) {
        this.checked = checked;
    }

    void check() {
        FeatureExtractor again = checked.plan.fit(checked.histories);
        checked.require(
                again.features().equals(checked.features),
                "declares other features when fitted twice on the same histories");
        checked.require(
                again.fittedState().equals(checked.fitted.fittedState()),
                "learns something else when fitted twice on the same histories");
        restores(checked.plan, "put its settings and all it learned into fittedState()");
        order();
        merging();
    }

    /** @param prototype of the same name, whatever settings it has */
    void restores(FittableExtractor prototype, String remedy) {
        FeatureExtractor restored;
        try {
            restored = prototype.restore(checked.fitted.fittedState());
        } catch (RuntimeException e) {
            throw checked.broken("fails in restore(fittedState()): " + e + "; " + remedy);
        }
        checked.require(
                restored.features().equals(checked.features),
                "declares other features after restore(fittedState()); " + remedy);
        FeaturePipeline pipeline = Checked.pipeline(restored);
        for (CustomerHistory history : checked.histories) {
            checked.requireSame(
                    checked.values(history),
                    Checked.values(pipeline, history),
                    "differs after restore(fittedState()); " + remedy);
        }
        checked.require(
                restored.fittedState().equals(checked.fitted.fittedState()),
                "has another fittedState() after restore(fittedState()); " + remedy);
    }

    private void order() {
        List<CustomerHistory> shuffled = new ArrayList<>(checked.histories);
        for (int seed = 0; seed < ORDERS; seed++) {
            Collections.shuffle(shuffled, new Random(seed));
            requireSameLearned(
                    checked.plan.fit(shuffled),
                    "learns something else from the same histories in another order; sort before adding up doubles, "
                            + "and break ties by content");
        }
    }

    private void merging() {
        FeaturePlan plan = FeaturePlan.of(List.of(checked.plan));
        try {
            plan.learner().merge(plan.learner().snapshot());
        } catch (UnsupportedOperationException allowed) {
            return;
        }
        for (int seed = 0; seed < ORDERS; seed++) {
            Random random = new Random(seed);
            List<PipelineLearner> parts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                parts.add(plan.learner());
            }
            checked.histories.forEach(history -> parts.get(random.nextInt(4)).add(history));
            while (parts.size() > 1) {
                Collections.shuffle(parts, random);
                parts.get(0).merge(parts.remove(1).snapshot());
            }
            requireSameLearned(
                    parts.get(0).learned().extractors().get(0),
                    "learns something else when learners of parts are merged; see FittableExtractor.Learner");
        }
    }

    private void requireSameLearned(FeatureExtractor other, String otherwise) {
        checked.require(
                other.features().equals(checked.features) && other.fittedState().equals(checked.fitted.fittedState()),
                otherwise);
        FeaturePipeline pipeline = Checked.pipeline(other);
        for (CustomerHistory history : checked.histories) {
            checked.requireSame(checked.values(history), Checked.values(pipeline, history), otherwise);
        }
    }
}
