package dev.clv.explain.shapley;

/** What a pair of features adds beyond what each of them adds, for n features and every coalition S without them. */
public enum InteractionIndex {
    /**
     * The Shapley interaction index (Grabisch, Roubens 1999): coalitions weigh |S|! (n - |S| - 2)! / (n - 1)!. Together
     * with the Shapley values it does not add up to the prediction.
     */
    SHAPLEY,

    /**
     * The Shapley-Taylor index of order two (Sundararajan, Dhamdhere, Agarwal 2020): coalitions weigh 2 |S|! (n - |S| -
     * 1)! / n!. With every feature's effect alone it adds up to prediction minus base value.
     */
    SHAPLEY_TAYLOR
}
