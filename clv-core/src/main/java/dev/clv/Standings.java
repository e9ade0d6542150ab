package dev.clv;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.Privacy;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The predicted values of training customers, as the means of up to a hundred groups of at least
 * {@link Privacy#MIN_CUSTOMERS} neighbours, so that no customer's value is kept. All is done with fourth roots of
 * values, which are far less skewed. Immutable.
 *
 * @param means of fourth roots of amounts in currency, rising; at least one
 */
record Standings(double[] means, Tiers tiers) {

    private static final int MOST_GROUPS = 100;

    /**
     * The standings among training customers, each by the first, that is latest, of the customer's rows.
     *
     * @param rows of training (R)
     * @param values predicted of them (R); not modified
     * @return null if there are too few customers for a group
     */
    static @Nullable Standings of(FeatureMatrix rows, double[] values, Tiers tiers) {
        Set<String> seen = new HashSet<>();
        double[] sorted = IntStream.range(0, values.length)
                .filter(row -> seen.add(rows.customer(row)))
                .mapToDouble(row -> root(values[row]))
                .sorted()
                .toArray();
        int groups = Math.min(MOST_GROUPS, sorted.length / Privacy.MIN_CUSTOMERS);
        if (groups == 0) {
            return null;
        }
        double[] means = new double[groups];
        for (int group = 0; group < groups; group++) {
            int from = (int) ((long) group * sorted.length / groups);
            int to = (int) ((long) (group + 1) * sorted.length / groups);
            double mean = Arrays.stream(sorted, from, to).sum() / (to - from);
            means[group] = Math.min(sorted[to - 1], Math.max(sorted[from], mean)); // equal values, exactly
        }
        return new Standings(means, tiers);
    }

    private static double root(double value) {
        return Math.sqrt(Math.sqrt(value));
    }

    /** The standing of a predicted value, without a rank. */
    Standing of(double value) {
        double percentile = percentile(root(value));
        return new Standing(percentile, tiers.of(value, percentile), null);
    }

    private double percentile(double root) {
        int groups = means.length;
        int above = 0;
        while (above < groups && means[above] < root) {
            above++;
        }
        int equal = above;
        while (equal < groups && means[equal] == root) {
            equal++;
        }
        if (equal > above) {
            return (middle(above) + middle(equal - 1)) / 2;
        }
        if (above == 0) {
            return middle(0) * root / means[0];
        }
        if (above == groups) {
            return 100 - (100 - middle(groups - 1)) * means[groups - 1] / root;
        }
        double share = (root - means[above - 1]) / (means[above] - means[above - 1]);
        return middle(above - 1) + share * (middle(above) - middle(above - 1));
    }

    /** The percentile in the middle of a group. */
    private double middle(int group) {
        return 100 * (group + 0.5) / means.length;
    }

    void write(Section out) {
        out.put("means", means);
        tiers.write(out.begin("tiers"));
    }

    static Standings read(Section in) throws ModelFormatException {
        double[] means = in.numbers("means");
        for (int i = 0; i < means.length; i++) {
            boolean rises = means[i] >= (i == 0 ? 0 : means[i - 1]);
            if (!rises || means[i] == Double.POSITIVE_INFINITY) {
                throw in.wrong("means", "must be zero or more, finite, and never fall");
            }
        }
        if (means.length == 0) {
            throw in.wrong("means", "must hold at least 1 number");
        }
        return new Standings(means, in.read("tiers", Tiers::read));
    }
}
