package dev.clv.reason;

import java.util.List;

/**
 * What a business group does to the predicted value.
 *
 * @param group its name
 * @param amount the sum over its features, in currency
 * @param standardError of {@code amount}, in currency; 0 when exact
 * @param effects its features' effects that are not 0, largest first, equal ones in the model's order
 */
public record GroupEffect(String group, double amount, double standardError, List<Effect> effects) {

    /** Copies the list. */
    public GroupEffect {
        effects = List.copyOf(effects);
    }

    /** Whether it can be told from nothing: not 0, and at least twice its standard error. */
    public boolean isClear() {
        return amount != 0 && Math.abs(amount) >= 2 * standardError;
    }
}
