package dev.clv.explain.counterfactual;

import dev.clv.explain.ExplainerResult;
import dev.clv.explain.ResultJson;
import java.util.List;

/**
 * What a search for counterfactuals found. It has no standard errors: nothing in it is estimated. Every prediction is
 * the predictor's own for that very row; what a search of several columns may miss is a cheaper counterfactual.
 *
 * @param baseValue the prediction for the row as it is, from which the counterfactuals depart
 * @param wanted the prediction that they had to reach
 * @param found fewest changes first and then cheapest; empty when the prediction was there already, or no change that
 *     the search looked at reaches it
 * @param method {@code "beam search for at least"} or {@code "beam search for at most"} what was wanted
 * @param evaluations how many rows were predicted, the row itself included
 */
public record Counterfactuals(
        double baseValue, double wanted, List<Counterfactual> found, String method, long evaluations)
        implements ExplainerResult {

    private static final String KIND = "counterfactuals";

    /** Copies the list. */
    public Counterfactuals {
        found = List.copyOf(found);
    }

    @Override
    public String toJson() {
        return ResultJson.of(KIND, this)
                .put("wanted", wanted)
                .put("found", found.stream().map(Counterfactuals::json).toList())
                .toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Counterfactuals fromJson(String json) {
        return ResultJson.read(
                json,
                KIND,
                all -> new Counterfactuals(
                        all.number("baseValue"),
                        all.number("wanted"),
                        all.parts("found", Counterfactuals::counterfactual),
                        all.text("method"),
                        all.count("evaluations")));
    }

    private static ResultJson json(Counterfactual counterfactual) {
        return ResultJson.part()
                .put("prediction", counterfactual.prediction())
                .put("cost", counterfactual.cost())
                .put(
                        "changes",
                        counterfactual.changes().stream()
                                .map(Counterfactuals::json)
                                .toList());
    }

    private static ResultJson json(Change change) {
        return ResultJson.part()
                .put("name", change.name())
                .put("column", change.column())
                .put("from", change.from())
                .put("to", change.to());
    }

    private static Counterfactual counterfactual(ResultJson json) {
        return new Counterfactual(
                json.parts("changes", Counterfactuals::change), json.number("prediction"), json.number("cost"));
    }

    private static Change change(ResultJson json) {
        return new Change(json.text("name"), json.integer("column"), json.number("from"), json.number("to"));
    }
}
