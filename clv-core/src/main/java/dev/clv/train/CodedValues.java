package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.Privacy;
import dev.clv.internal.Ranking;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds a value that more than one of a hundred rows have and that lies far outside all others of its column or
 * attribute, as a code for a missing value does, such as -999.
 */
final class CodedValues {

    /** Fewer are {@linkplain WildValues wild values}. */
    private static final int ONE_IN = 100;

    /** Fewer different other values may be levels, of which this is one. */
    private static final int FEWEST_OTHERS = 12;

    private static final double TAIL = 0.05;

    /** A value that is no usual code must lie so many times as far off as the bulk of the others is wide. */
    private static final double FAR = 5;

    private static final int SHOWN = 3;

    private CodedValues() {}

    /** One caution, or none. */
    static List<Caution> cautions(TrainingRows rows) {
        List<String> found = new ArrayList<>();
        for (int f = 0; f < rows.features().schema().size(); f++) {
            Feature feature = rows.features().schema().feature(f);
            if (!isGiven(feature, rows) || feature.isCategorical() || feature.width() > 1) {
                continue;
            }
            double[] known = Ranking.known(rows.features().column(f));
            if (known.length == 0) {
                continue;
            }
            for (double code : new double[] {known[0], known[known.length - 1]}) {
                double[] others =
                        Arrays.stream(known).filter(value -> value != code).toArray();
                int count = known.length - others.length;
                if (count > Math.max(1, rows.size() / ONE_IN) && isCode(code, others, isDate(feature))) {
                    // A value that fewer customers have may tell who they are.
                    boolean common = count >= Privacy.MIN_CUSTOMERS * rows.mostRowsOfOneCustomer();
                    found.add(String.format(
                            Locale.ROOT,
                            "'%s' %s in %.0f %% of the rows, the others from %.3g on %s",
                            feature.name(),
                            common ? "is " + words(code, feature) : "has one value",
                            100.0 * count / rows.size(),
                            Ranking.quantile(others, code < others[0] ? TAIL : 1 - TAIL),
                            code < others[0] ? "upwards" : "downwards"));
                }
            }
        }
        return found.isEmpty()
                ? List.of()
                : List.of(Caution.of(
                        "coded_missing",
                        "One value lies far outside all others of its feature and is held by many rows, as a code for a"
                                + " missing value is: %s%s. It is learned as a number. If it is a code, name it among"
                                + " the words for a missing value ('missing' in a mapping, --missing on the command"
                                + " line for a table), or leave those cells blank.",
                        String.join("; ", found.subList(0, Math.min(SHOWN, found.size()))),
                        found.size() > SHOWN ? "; ..." : ""));
    }

    /** Whether somebody wrote the values, as in a column of a table or an attribute; the others are computed. */
    private static boolean isGiven(Feature feature, TrainingRows rows) {
        return rows.horizon() == null || feature.name().startsWith("attr.");
    }

    /** @param others ascending */
    private static boolean isCode(double code, double[] others, boolean date) {
        if (Arrays.stream(others).distinct().limit(FEWEST_OTHERS).count() < FEWEST_OTHERS || (code == 0 && !date)) {
            return false;
        }
        double gap = code < others[0] ? others[0] - code : code - others[others.length - 1];
        double width = Ranking.quantile(others, 1 - TAIL) - Ranking.quantile(others, TAIL);
        boolean usual = isUsual(code) || date;
        return (usual && code < 0 && others[0] >= 0) || gap > (usual ? 1 : FAR) * width;
    }

    /** -1 and whole numbers of nines only, of either sign. */
    private static boolean isUsual(double value) {
        return value == -1
                || (Math.abs(value) >= 9
                        && Math.abs(value) < 1e15
                        && value == Math.rint(value)
                        && Long.toString((long) Math.abs(value)).matches("9+"));
    }

    private static boolean isDate(Feature feature) {
        return feature.unit().startsWith("days since 1970");
    }

    private static String words(double value, Feature feature) {
        return isDate(feature)
                ? LocalDate.ofEpochDay((long) value).toString()
                : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
