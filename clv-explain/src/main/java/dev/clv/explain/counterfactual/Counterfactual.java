package dev.clv.explain.counterfactual;

import java.util.List;

/**
 * A row close to another one, with the wanted prediction. It shows how the model reacts to other values, not what would
 * happen if someone brought them about: only an experiment shows that.
 *
 * @param changes what is different, at least one, in the order of the levers
 * @param prediction for the changed row
 * @param cost the sum over changes: of a number, its size as a share of the lever's range; of a category, 1
 */
public record Counterfactual(List<ColumnChange> changes, double prediction, double cost) {

    /** Copies the list. */
    public Counterfactual {
        changes = List.copyOf(changes);
    }
}
