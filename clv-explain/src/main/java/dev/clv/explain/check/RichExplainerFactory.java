package dev.clv.explain.check;

import dev.clv.explain.Attribution;
import dev.clv.explain.Background;
import dev.clv.explain.Explainer;

/** Makes the explainers under check, of predictors that say more of themselves. */
@FunctionalInterface
public interface RichExplainerFactory {

    /**
     * An explainer of this predictor's columns against this background, under the identity link. It may use whichever
     * of the predictor's interfaces it needs.
     */
    Explainer<Attribution> create(RichPredictor predictor, Background background);
}
