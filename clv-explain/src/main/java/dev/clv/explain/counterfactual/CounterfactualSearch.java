package dev.clv.explain.counterfactual;

import dev.clv.explain.Effort;
import dev.clv.explain.Explainer;
import dev.clv.explain.PredictFunction;
import dev.clv.explain.internal.BatchPredictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Searches for few and small changes of some columns that raise a prediction to a wanted value, or lower it.
 *
 * <p>It is a beam search: first all single changes; then, from those that bring the prediction nearest to the wanted
 * value for each column, all changes of one more column; and so on. A set of columns is reported once, with its
 * cheapest change, fewest columns first and then cheapest first; sets that contain a reported one are left out. Among
 * equally cheap changes, columns that were added to the search first and values that are listed first come first. The
 * search is exact for one column; for several it may miss the cheapest change.
 *
 * <p>The cost of changing a number is the size of the change as a share of its range; the cost of changing a category
 * is 1, as much as from one end of a range to the other.
 *
 * <p>The search predicts at most 1 + (sum of all columns' values) rows for one column and beam times that sum for every
 * further one, but never more than the {@link Builder#budget}. Immutable and thread-safe. Nothing is random, so the
 * result depends on the row alone.
 */
public final class CounterfactualSearch {

    /** A candidate: per lever the index of its new value, or -1 for the row's own. */
    private static final class State {

        final int[] choice;
        final double prediction;
        final double cost;

        State(int[] choice, double prediction, double cost) {
            this.choice = choice;
            this.prediction = prediction;
            this.cost = cost;
        }

        /** The indices of the changed levers. */
        List<Integer> changed() {
            List<Integer> changed = new ArrayList<>();
            for (int a = 0; a < choice.length; a++) {
                if (choice[a] >= 0) {
                    changed.add(a);
                }
            }
            return changed;
        }
    }

    private final PredictFunction predictor;
    private final List<Lever> levers;
    private final int maxChanges;
    private final int beam;
    private final long budget;

    private CounterfactualSearch(Builder builder) {
        predictor = builder.predictor;
        levers = List.copyOf(builder.levers);
        maxChanges = Math.min(builder.maxChanges, levers.size());
        beam = builder.beam;
        budget = builder.budget;
        if (levers.isEmpty()) {
            throw new IllegalArgumentException(
                    "a search needs at least one lever; a column without one stays as it is");
        }
    }

    /** Starts a search among rows of a predictor. */
    public static Builder builder(PredictFunction predictor) {
        return new Builder(predictor);
    }

    /**
     * A search for changes after which the prediction is at least {@code wanted}; it finds none if the row's prediction
     * already is, or if it cannot be reached.
     *
     * @param wanted finite
     */
    public Explainer<Counterfactuals> atLeast(double wanted) {
        return search(wanted, 1);
    }

    /**
     * A search for changes after which the prediction is at most {@code wanted}, as {@link #atLeast} finds them.
     *
     * @param wanted finite
     */
    public Explainer<Counterfactuals> atMost(double wanted) {
        return search(wanted, -1);
    }

    private Explainer<Counterfactuals> search(double wanted, int sign) {
        if (!Double.isFinite(wanted)) {
            throw new IllegalArgumentException("the wanted prediction must be finite, was " + wanted);
        }
        return row -> find(row, wanted, sign);
    }

    private Counterfactuals find(double[] row, double wanted, int sign) {
        for (Lever lever : levers) {
            if (lever.column() >= row.length) {
                throw new IllegalArgumentException("'" + lever.name() + "' is on column " + lever.column()
                        + ", but the row has " + row.length + " columns");
            }
        }
        BatchPredictor batches = new BatchPredictor(predictor::predict, row.length);
        int[] nothing = new int[levers.size()];
        Arrays.fill(nothing, -1);
        State start = new State(nothing, batches.predict(row), 0);
        List<Counterfactual> found = new ArrayList<>();
        List<State> frontier = sign * start.prediction >= sign * wanted ? List.of() : List.of(start);
        Set<List<Integer>> reported = new HashSet<>();
        for (int changes = 1; changes <= maxChanges && !frontier.isEmpty(); changes++) {
            List<State> next = extensions(row, frontier, batches);
            next.removeIf(state -> reported.stream().anyMatch(state.changed()::containsAll));
            next.sort(Comparator.<State>comparingDouble(state -> state.cost)
                    // Unsigned, so that -1, no change, comes last.
                    .thenComparing(state -> state.choice, Arrays::compareUnsigned));
            List<State> open = new ArrayList<>();
            Set<List<Integer>> now = new HashSet<>();
            for (State state : next) {
                if (sign * state.prediction < sign * wanted) {
                    open.add(state);
                } else if (now.add(state.changed())) {
                    found.add(counterfactual(row, state));
                }
            }
            reported.addAll(now);
            open.removeIf(state -> now.contains(state.changed()));
            frontier = nearest(open, sign);
        }
        String method = "beam search for " + (sign > 0 ? "at least" : "at most");
        return new Counterfactuals(start.prediction, wanted, found, method, batches.evaluations());
    }

    /** Every state with one more change, predicted once. */
    private List<State> extensions(double[] row, List<State> frontier, BatchPredictor batches) {
        List<int[]> choices = new ArrayList<>();
        Set<List<Integer>> seen = new HashSet<>();
        for (State state : frontier) {
            for (int a = 0; a < levers.size(); a++) {
                for (int v = 0; state.choice[a] < 0 && v < levers.get(a).values(); v++) {
                    int[] choice = state.choice.clone();
                    choice[a] = v;
                    boolean changes =
                            levers.get(a).value(v) != row[levers.get(a).column()];
                    if (changes && seen.add(Arrays.stream(choice).boxed().toList())) {
                        choices.add(choice);
                    }
                }
            }
        }
        int affordable = (int) Math.min(choices.size(), budget - batches.evaluations());
        double[] predictions = batches.predict(affordable, (i, target) -> {
            System.arraycopy(row, 0, target, 0, row.length);
            for (ColumnChange change : changes(row, choices.get(i))) {
                target[change.column()] = change.to();
            }
        });
        List<State> states = new ArrayList<>();
        for (int i = 0; i < predictions.length; i++) {
            states.add(new State(choices.get(i), predictions[i], cost(row, choices.get(i))));
        }
        return states;
    }

    /** The beam: first the nearest to the wanted prediction for every set of columns, cheapest first among equals. */
    private List<State> nearest(List<State> open, int sign) {
        List<State> sorted = new ArrayList<>(open);
        sorted.sort(Comparator.<State>comparingDouble(state -> -sign * state.prediction)
                .thenComparingDouble(state -> state.cost));
        Set<List<Integer>> sets = new HashSet<>();
        List<State> nearest = new ArrayList<>();
        List<State> others = new ArrayList<>();
        for (State state : sorted) {
            (sets.add(state.changed()) ? nearest : others).add(state);
        }
        nearest.addAll(others);
        return nearest.subList(0, Math.min(beam, nearest.size()));
    }

    private double cost(double[] row, int[] choice) {
        double cost = 0;
        for (int a = 0; a < choice.length; a++) {
            if (choice[a] >= 0) {
                Lever lever = levers.get(a);
                cost += lever.cost(row[lever.column()], lever.value(choice[a]));
            }
        }
        return cost;
    }

    private List<ColumnChange> changes(double[] row, int[] choice) {
        List<ColumnChange> changes = new ArrayList<>();
        for (int a = 0; a < choice.length; a++) {
            if (choice[a] >= 0) {
                Lever lever = levers.get(a);
                changes.add(
                        new ColumnChange(lever.name(), lever.column(), row[lever.column()], lever.value(choice[a])));
            }
        }
        return changes;
    }

    private Counterfactual counterfactual(double[] row, State state) {
        return new Counterfactual(changes(row, state.choice), state.prediction, state.cost);
    }

    /** Settings of a {@link CounterfactualSearch}. Not thread-safe. */
    public static final class Builder {

        private final PredictFunction predictor;
        private final List<Lever> levers = new ArrayList<>();
        private int maxChanges = 3;
        private int beam = 50;
        private long budget = Long.MAX_VALUE;

        private Builder(PredictFunction predictor) {
            this.predictor = predictor;
        }

        /**
         * Adds a column that may change.
         *
         * @throws IllegalArgumentException if another lever has the same column
         */
        public Builder lever(Lever lever) {
            for (Lever other : levers) {
                if (other.column() == lever.column()) {
                    throw new IllegalArgumentException(
                            "'" + other.name() + "' and '" + lever.name() + "' are both on column " + lever.column());
                }
            }
            levers.add(lever);
            return this;
        }

        /**
         * How many columns may change together; 3 unless set.
         *
         * @param changes at least 1
         */
        public Builder maxChanges(int changes) {
            if (changes < 1) {
                throw new IllegalArgumentException("changes must be at least 1, was " + changes);
            }
            maxChanges = changes;
            return this;
        }

        /**
         * How many unfinished candidates are followed up; 50 unless set. More candidates find cheaper changes and take
         * longer.
         *
         * @param candidates at least 1
         */
        public Builder beam(int candidates) {
            if (candidates < 1) {
                throw new IllegalArgumentException("the beam must be at least 1, was " + candidates);
            }
            beam = candidates;
            return this;
        }

        /**
         * How many predictions the search for one row may take, that of the row itself included; no limit unless set.
         * Changes of the candidates nearest to the wanted prediction are tried first. A search that the budget ends has
         * made exactly that many predictions.
         *
         * @param evaluations at least 1
         */
        public Builder budget(long evaluations) {
            budget = Effort.budget(evaluations).budget().orElseThrow();
            return this;
        }

        /** The search. */
        public CounterfactualSearch build() {
            return new CounterfactualSearch(this);
        }
    }
}
