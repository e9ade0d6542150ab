package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.internal.Ranking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds features that number the rows: a different whole number in each, so close together that as many random ones
 * would have met, or under the name of an identifier. In columns and attributes, it also finds numbers that
 * {@link NamingNumbers name something}.
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

    /** At most one caution of each; rows of a log are looked at as of the latest cutoff, where each is a customer. */
    static List<Caution> cautions(FeatureMatrix features) {
        Instant latest = IntStream.range(0, features.rows())
                .mapToObj(features::cutoff)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        int[] rows = IntStream.range(0, features.rows())
                .filter(row -> features.cutoff(row).equals(latest))
                .toArray();
        List<String> found = new ArrayList<>();
        List<String> naming = new ArrayList<>();
        features.forEachColumn((column, f) -> {
            Feature feature = features.schema().feature(f);
            if (isIdentifier(feature, column, rows)) {
                found.add("'" + feature.name() + "'");
            } else if (isGiven(feature, features) && NamingNumbers.are(name(feature), known(column, rows))) {
                naming.add("'" + feature.name() + "'");
            }
        });
        List<Caution> cautions = new ArrayList<>();
        if (!found.isEmpty()) {
            cautions.add(Caution.of(
                    "identifier_feature",
                    "%s %s a different whole number in each of %d rows, as an identifier has, which means nothing for"
                            + " other customers: leave it out by exclude(...), or name it as the id by id(...).",
                    shown(found),
                    found.size() == 1 ? "has" : "have",
                    rows.length));
        }
        if (!naming.isEmpty()) {
            cautions.add(Caution.of(
                    "identifier_feature",
                    "%s %s numbers that look like names of something, such as a phone, an article, an order or a place,"
                            + " but are learned as quantities, of which a larger one means more: %s.",
                    shown(naming),
                    naming.size() == 1 ? "holds" : "hold",
                    features.cutoff(0).equals(Instant.MAX)
                            ? "name them by categorical(...), or leave them out by exclude(...)"
                            : "write letters in front of them, so that they are categories, or leave them out"));
        }
        return cautions;
    }

    private static String shown(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? ", ..." : "");
    }

    /** Whether somebody wrote the values, as in a column of a table or an attribute; the others are computed. */
    private static boolean isGiven(Feature feature, FeatureMatrix features) {
        boolean written =
                feature.name().startsWith("attr.") || features.cutoff(0).equals(Instant.MAX);
        return written && isNumber(feature);
    }

    private static boolean isNumber(Feature feature) {
        // Dates are days, of which each customer may have another.
        return !feature.isCategorical() && !feature.unit().startsWith("days");
    }

    /** The known values, ascending. */
    private static double[] known(double[] column, int[] rows) {
        return Ranking.known(Arrays.stream(rows).mapToDouble(row -> column[row]).toArray());
    }

    private static boolean isIdentifier(Feature feature, double[] column, int[] rows) {
        // Most columns need no sorting to be told apart; NaN is no whole number either.
        if (!isNumber(feature)
                || rows.length < FEWEST
                || Arrays.stream(rows).anyMatch(row -> column[row] != Math.rint(column[row]))) {
            return false;
        }
        double[] known = known(column, rows);
        for (int i = 1; i < known.length; i++) {
            if (known[i] == known[i - 1]) {
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
