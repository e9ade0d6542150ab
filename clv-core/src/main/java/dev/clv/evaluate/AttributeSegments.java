package dev.clv.evaluate;

import dev.clv.features.event.EventLog;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Segments by attributes of the customers, as they were known at a time; those of whom an attribute is not known are a
 * segment, too.
 */
final class AttributeSegments {

    private static final String MISSING = "(missing)";
    private static final int MOST_LISTED = 10;

    private AttributeSegments() {}

    /**
     * Refuses an attribute that no customer has.
     *
     * @param at as of when
     * @throws IllegalArgumentException if nobody has one of the attributes before that time
     */
    static void require(List<String> attributes, EventLog log, Instant at) {
        if (attributes.isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>();
        log.customers()
                .forEach(customer -> known.addAll(
                        log.history(customer).before(at).attributes().keySet()));
        for (String attribute : attributes) {
            if (!known.contains(attribute)) {
                throw new IllegalArgumentException(
                        "no customer has an attribute '" + attribute + "' before " + at + meant(attribute, known));
            }
        }
    }

    /** The attribute that a name was likely meant to be: the header of a log calls it {@code attr.X}. */
    private static String meant(String written, Set<String> known) {
        String key = folded(written);
        String all = known.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
        return known.stream()
                .filter(name -> key.equals(folded(name)))
                .findFirst()
                .map(name -> "; did you mean '" + name + "'?")
                .orElse(
                        known.isEmpty()
                                ? "; customers have no attributes then"
                                : "; there are " + all + (known.size() > MOST_LISTED ? ", ..." : ""));
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^attr\\.", "").replaceAll("[^\\p{L}\\d]", "");
    }

    /** The forecasts with a division by each of some attributes. */
    static Forecasts divide(Forecasts forecasts, List<String> attributes, EventLog log, Instant at) {
        Forecasts divided = forecasts;
        for (String attribute : attributes) {
            divided = divided.by(
                    attribute,
                    forecasts.customers().stream()
                            .map(customer -> log.history(customer)
                                    .before(at)
                                    .attributes()
                                    .getOrDefault(attribute, MISSING))
                            .toList());
        }
        return divided;
    }
}
