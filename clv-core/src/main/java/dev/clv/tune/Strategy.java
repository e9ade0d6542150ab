package dev.clv.tune;

import dev.clv.evaluate.Metric;
import java.util.List;

/** How a search chooses the next configurations. */
public enum Strategy {
    /**
     * Each at random (Bergstra, Bengio 2012, "Random Search for Hyper-Parameter Optimization"): the yardstick of all
     * others.
     */
    RANDOM {
        @Override
        Proposer proposer(SearchSpace space, Metric score, long seed, List<Double> shares) {
            return new RandomSearch(space, seed);
        }
    },

    /**
     * Successive halving (Jamieson, Talwalkar 2016, "Non-stochastic Best Arm Identification"): eight configurations on
     * a quarter of the customers, the better four on half of them, the better two on all. Customers are what is
     * rationed, because time grows with them and a training on fewer is whole: fewer epochs would cut the schedule of
     * the rate, and fewer members hardly save. The price: fewer customers want smaller networks, which is why a quarter
     * is the least. Steps on fewer than 100 customers are left out.
     */
    HALVING {
        @Override
        Proposer proposer(SearchSpace space, Metric score, long seed, List<Double> shares) {
            return new Halving(space, score, seed, shares);
        }
    },

    /**
     * The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio, Kegl 2011, "Algorithms for Hyper-Parameter
     * Optimization"): ten at random, then configurations that are more likely among the best of those tried than among
     * the rest.
     */
    TPE {
        @Override
        Proposer proposer(SearchSpace space, Metric score, long seed, List<Double> shares) {
            return new Tpe(space, score, seed);
        }
    };

    /** @param shares of the customers that a training may be rationed to, ascending; the last is 1 */
    abstract Proposer proposer(SearchSpace space, Metric score, long seed, List<Double> shares);
}
