package dev.clv.explain.check;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Explainer;
import dev.clv.explain.PredictFunction;

/** Makes the explainers under check. */
@FunctionalInterface
public interface ExplainerFactory {

    /** An explainer of Shapley values of this predictor's columns against this background, under the identity link. */
    Explainer<Attribution> create(PredictFunction predictor, Background background);
}
