package dev.clv.decide;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Who overrode a decision, why and when. Immutable.
 *
 * @param by a person or a rule; not blank
 * @param why not blank
 * @param at when it was overridden
 */
public record Overruling(String by, String why, Instant at) {

    /**
     * Checks that it can be audited.
     *
     * @throws IllegalArgumentException if the person or the reason is blank
     */
    public Overruling {
        if (by.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("whoever overrides a decision must be named and give a reason, were '"
                    + by + "' and '" + why + "'");
        }
        requireNonNull(at, "at");
    }
}
