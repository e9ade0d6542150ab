package dev.clv.decide;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One decision about one customer. Immutable.
 *
 * @param customer the customer's id
 * @param choice what was decided; a public record
 * @param reasons why, in words, the weightiest first; may be empty
 * @param inputs the numbers it rests on, by name; NaN where one was not known
 * @param revision who overrode it and why, with the choice as it was; null if nobody has
 * @param <C> the kind of choice
 */
public record Decision<C extends Record>(
        String customer,
        C choice,
        List<String> reasons,
        Map<String, Double> inputs,
        @Nullable Revision<C> revision) {

    /** Copies reasons and inputs, whose order is kept. */
    public Decision {
        requireNonNull(customer, "customer");
        requireNonNull(choice, "choice");
        reasons = List.copyOf(reasons);
        inputs = inputs.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    /** A decision that nobody has overridden. */
    public Decision(String customer, C choice, List<String> reasons, Map<String, Double> inputs) {
        this(customer, choice, reasons, inputs, null);
    }

    /**
     * The same decision with another choice. The choice as it was first made stays in the revision, however often it is
     * overridden.
     *
     * @param by who overrides it, and why
     */
    public Decision<C> overridden(C other, Overruling by) {
        C first = revision == null ? choice : revision.first();
        return new Decision<>(customer, other, reasons, inputs, new Revision<>(first, by));
    }

    /**
     * That a decision was overridden.
     *
     * @param first the choice as it was made at first
     * @param by who overrode it last, and why
     */
    public record Revision<C extends Record>(C first, Overruling by) {

        /** Checks that nothing is missing. */
        public Revision {
            requireNonNull(first, "first");
            requireNonNull(by, "by");
        }
    }
}
