package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds features that number the rows: a different whole number in each, so close together that as many random ones
 * would have met, or under the name of an identifier.
 */
final class Identifiers {

    private static final int FEWEST = 20;

    /** Random whole numbers of the same range would have so many pairs of equal ones. */
    private static final double EXPECTED_PAIRS = 10;

    private static final Pattern NAME = Pattern.compile("(?i)(.*[^a-z])?"
            + "(id|key|nr|no|number|code|uuid|guid|index|idx|row|customer|client|user|member|account|household|kunde)"
            + "|(?-i).*[a-z](Id|ID|No|Nr|Key|Number|Code)");

    private static final int SHOWN = 3;

    private Identifiers() {}

    /** One caution, or none. Rows of a log are looked at as of the latest cutoff, where each is a customer. */
    static List<Caution> cautions(FeatureMatrix features) {
        Instant latest = IntStream.range(0, features.rows())
                .mapToObj(features::cutoff)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        int[] rows = IntStream.range(0, features.rows())
                .filter(row -> features.cutoff(row).equals(latest))
                .toArray();
        List<String> found = IntStream.range(0, features.schema().size())
                .filter(f -> isIdentifier(features.schema().feature(f), features.column(f), rows))
                .mapToObj(f -> "'" + features.schema().feature(f).name() + "'")
                .toList();
        return found.isEmpty()
                ? List.of()
                : List.of(Caution.of(
                        "identifier_feature",
                        "%s %s a different whole number in each of %d rows, as an identifier has, which means nothing for"
                                + " other customers: leave it out by exclude(...), or name it as the id by id(...).",
                        String.join(", ", found.subList(0, Math.min(SHOWN, found.size())))
                                + (found.size() > SHOWN ? ", ..." : ""),
                        found.size() == 1 ? "has" : "have",
                        rows.length));
    }

    private static boolean isIdentifier(Feature feature, double[] column, int[] rows) {
        double[] known = Arrays.stream(rows)
                .mapToDouble(row -> column[row])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        // Dates are days, of which each customer may have another.
        boolean counts = !feature.isCategorical() && !feature.unit().startsWith("days");
        if (!counts || known.length < FEWEST || known.length < rows.length) {
            return false;
        }
        for (int i = 0; i < known.length; i++) {
            if (known[i] != Math.rint(known[i]) || (i > 0 && known[i] == known[i - 1])) {
                return false;
            }
        }
        double range = known[known.length - 1] - known[0] + 1;
        double pairs = 0.5 * known.length * known.length / range;
        return pairs >= EXPECTED_PAIRS || NAME.matcher(name(feature)).matches();
    }

    private static String name(Feature feature) {
        return feature.name().startsWith("attr.") ? feature.name().substring("attr.".length()) : feature.name();
    }
}
