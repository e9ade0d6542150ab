package dev.clv.reason;

import java.util.List;

/**
 * The effect of a business group on the predicted value.
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

    /** Whether it differs from 0 by at least two standard errors. */
    public boolean significant() {
        return amount != 0 && Math.abs(amount) >= 2 * standardError;
    }
}
