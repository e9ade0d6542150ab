package dev.clv.decide;

import static java.util.Objects.requireNonNull;

import dev.clv.caution.Caution;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Customers about whom nothing must be decided, and why: those who object to profiling, and others, such as staff.
 * Every decider leaves them out and counts them by reason. Immutable and thread-safe.
 *
 * <pre>{@code
 * Exclusions exclusions = Exclusions.objecting(Set.of("c17", "c23")).and("staff", staff);
 * }</pre>
 */
public final class Exclusions {

    /** The reason of those who object to profiling. */
    public static final String OBJECTION = "objection to profiling";

    private static final Exclusions NONE = new Exclusions(Map.of());

    private final Map<String, String> reasons;

    private Exclusions(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    /** Nobody. */
    public static Exclusions none() {
        return NONE;
    }

    /** Customers who object to profiling. */
    public static Exclusions objecting(Collection<String> customers) {
        return NONE.and(OBJECTION, customers);
    }

    /**
     * These and further customers. Whoever is excluded already keeps the first reason.
     *
     * @param why the reason, in a few words; not blank
     */
    public Exclusions and(String why, Collection<String> customers) {
        if (why.isBlank()) {
            throw new IllegalArgumentException("an exclusion needs a reason, such as \"staff\"; it was blank");
        }
        Map<String, String> all = new HashMap<>(reasons);
        customers.forEach(customer -> all.putIfAbsent(requireNonNull(customer, "customer"), why));
        return new Exclusions(Map.copyOf(all));
    }

    /** How many customers are excluded. */
    public int size() {
        return reasons.size();
    }

    /** Whether nothing must be decided about a customer. */
    public boolean contains(String customer) {
        return reasons.containsKey(customer);
    }

    /** Begins to count those who are left out of some decisions. */
    public Tally tally() {
        return new Tally();
    }

    /** Counts who is left out. Not thread-safe. */
    public final class Tally {

        private final Set<String> met = new HashSet<>();

        private Tally() {}

        /** Whether a customer must be left out, who is counted once then. */
        public boolean excludes(String customer) {
            boolean excluded = reasons.containsKey(customer);
            if (excluded) {
                met.add(customer);
            }
            return excluded;
        }

        /** How many customers were left out, by reason in alphabetical order. */
        public Map<String, Integer> counts() {
            Map<String, Integer> counts = new TreeMap<>();
            met.forEach(customer -> counts.merge(requireNonNull(reasons.get(customer)), 1, Integer::sum));
            return Collections.unmodifiableMap(counts);
        }

        /** A caution if some of the excluded customers were not met, whose ids may be spelled another way. */
        public List<Caution> cautions() {
            int strangers = reasons.size() - met.size();
            return strangers == 0
                    ? List.of()
                    : List.of(Caution.of(
                            "unknown_exclusions",
                            "%d of the %d customers to be left out were not met: if their ids are spelled another way"
                                    + " than in the data, decisions were made about them. Compare the spelling.",
                            strangers,
                            reasons.size()));
        }
    }
}
