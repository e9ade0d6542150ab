package dev.clv.explain.counterfactual;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.json.RecordJson;
import java.util.List;

/**
 * The result of a search for counterfactuals. It has no standard errors, since nothing is estimated. Every prediction
 * is the predictor's own for that very row; a search of several columns may only miss a cheaper counterfactual.
 *
 * @param baseValue the prediction for the row as it is, from which the counterfactuals depart
 * @param wanted the prediction that they had to reach
 * @param found fewest changes first and then cheapest; empty if the prediction was there already, or if no change that
 *     the search looked at reaches it
 * @param method {@code "beam search for at least"} or {@code "beam search for at most"} what was wanted
 * @param evaluations how many rows were predicted, the row itself included
 */
public record Counterfactuals(
        double baseValue, double wanted, List<Counterfactual> found, String method, long evaluations)
        implements ExplainerResult {

    private static final String KIND = "counterfactuals";
    private static final int VERSION = 2;

    /** Copies the list. */
    public Counterfactuals {
        found = List.copyOf(found);
    }

    @Override
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Counterfactuals fromJson(String json) {
        return RecordJson.read(json, KIND, VERSION, Counterfactuals.class);
    }
}
