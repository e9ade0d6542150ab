package dev.clv.features.prepare;

import dev.clv.features.FeatureMatrix;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Whether a feature is the same for all customers of a cutoff, as a season is, and what follows. */
enum OfCutoff {
    /** Customers of one cutoff differ. */
    NO,

    /** It tells something about the date, and cutoffs span a year, so that it can be learned. */
    YES,

    /**
     * It tells something about the date, and cutoffs span less than a year: it would only tell one training cutoff from
     * another, and what a network learned from it would be wrong at every other date.
     */
    IGNORED;

    private static final Duration YEAR = Duration.ofDays(365);

    static OfCutoff of(FeatureMatrix training, double[] column) {
        Map<Instant, Double> values = new HashMap<>();
        Instant first = training.cutoff(0);
        Instant last = first;
        for (int row = 0; row < column.length; row++) {
            Instant cutoff = training.cutoff(row);
            Double before = values.putIfAbsent(cutoff, column[row]);
            if (before != null && !before.equals(column[row])) {
                return NO;
            }
            first = cutoff.isBefore(first) ? cutoff : first;
            last = cutoff.isAfter(last) ? cutoff : last;
        }
        if (values.size() == column.length) {
            return NO;
        }
        return values.size() > 1 && Duration.between(first, last).compareTo(YEAR) < 0 ? IGNORED : YES;
    }
}
