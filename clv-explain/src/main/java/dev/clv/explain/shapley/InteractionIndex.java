package dev.clv.explain.shapley;

/** How the effects of a pair beyond its two features are averaged, for n features and coalitions S without the pair. */
public enum InteractionIndex {
    /**
     * The Shapley interaction index (Grabisch, Roubens 1999): S has the weight |S|! (n - |S| - 2)! / (n - 1)!. It does
     * not add up to the prediction together with the Shapley values.
     */
    SHAPLEY,

    /**
     * The Shapley-Taylor index of order two (Sundararajan, Dhamdhere, Agarwal 2020): S has the weight 2 |S|! (n - |S| -
     * 1)! / n!. It adds up to prediction minus base value together with the effect of every feature alone.
     */
    SHAPLEY_TAYLOR
}
