package dev.clv.decide.uplift;

/**
 * How effects are learned. All of them rest on small networks of outcomes; with an experiment by lot they estimate the
 * same, and differ in noise.
 */
public enum UpliftLearner {

    /** One network of the outcome, to which the arm is one more input (Künzel et al. 2019, "Metalearners"). */
    S(false),

    /** A network of the outcome for each arm; the effect is the difference (Künzel et al. 2019). */
    T(false),

    /**
     * One network with a trunk that all arms share and a head for each arm, so that a small arm leans on what the large
     * ones teach (Shalit, Johansson, Sontag 2017, "Estimating individual treatment effect", TARNet).
     */
    SHARED(false),

    /**
     * Imputes what each customer would have done in the other arm, regresses both differences on the features, and
     * weighs the two by the arms' sizes (Künzel et al. 2019).
     */
    X(true),

    /**
     * Regresses what is left of the outcome on what is left of the treatment, after that which features tell of both
     * (Nie, Wager 2021, "Quasi-oracle estimation of heterogeneous treatment effects").
     */
    R(true),

    /**
     * Regresses a doubly robust score of each customer on the features: the predicted effect, corrected by how far the
     * outcome was from its prediction (Kennedy 2023, "Towards optimal doubly robust estimation of heterogeneous causal
     * effects"). It uses all rows for every arm, and is right if either the outcomes or the probabilities of arms are.
     */
    DR(true),

    /**
     * Class transformation: the probability that those who were treated respond and those who were not do not
     * (Jaskowski, Jaroszewicz 2012, "Uplift modeling for clinical trial data"); of outcomes other than 0 and 1, the
     * regression of the outcome that is weighed by the probability of the arm (Athey, Imbens 2016).
     */
    CLASS(false);

    private final boolean regresses;

    UpliftLearner(boolean regresses) {
        this.regresses = regresses;
    }

    /** Whether effects are a regression on the features, for which outcomes are predicted first. */
    boolean regresses() {
        return regresses;
    }
}
