package dev.clv.features.text.aspect;

import dev.clv.features.internal.opinion.Role;
import dev.clv.features.internal.opinion.Sense;
import dev.clv.features.internal.opinion.Term;
import org.jspecify.annotations.Nullable;

/** A place where a text names an aspect, or what was bought. Not thread-safe. */
final class Mention {

    private static final String RETURNS = "returns";
    private static final String DELIVERY = "delivery";

    final int unit;
    private final Term term;
    private boolean answered;

    Mention(int unit, Term term) {
        this.unit = unit;
        this.term = term;
    }

    /** Whether it names what was bought, and no aspect. */
    boolean isObject() {
        return aspect() == null;
    }

    /** Whether it names the aspect even where nothing is said of it. */
    boolean isStrong() {
        return term.sense(Role.NAME) != null;
    }

    @Nullable
    String aspect() {
        Sense name = term.sense(Role.NAME);
        Sense sense = name == null ? term.sense(Role.WEAK) : name;
        return sense == null ? null : sense.aspect();
    }

    /** Whether it names the aspect of another one, in some sense. */
    boolean speaksOf(Mention other) {
        String aspect = other.aspect();
        return aspect != null && (term.sense(Role.NAME, aspect) != null || term.sense(Role.WEAK, aspect) != null);
    }

    /**
     * The aspect of one of its senses that an opinion has a weight for, else null. What is fast or late about a refund
     * is the refund, not a delivery.
     */
    @Nullable
    Sense with(Term opinion) {
        Sense late = RETURNS.equals(aspect()) ? opinion.sense(Role.OWN, DELIVERY) : null;
        if (late != null) {
            return new Sense(RETURNS, Role.WITH, late.weight());
        }
        for (Sense sense : term.senses()) {
            if (sense.role() == Role.NAME || sense.role() == Role.WEAK) {
                Sense with = opinion.sense(Role.WITH, sense.aspect());
                if (with != null) {
                    return with;
                }
            }
        }
        return null;
    }

    boolean isAnswered() {
        return answered;
    }

    void answer() {
        answered = true;
    }
}
