package dev.clv.decide.money;

import dev.clv.evaluate.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative net value per customer by month of age: the sum of each month's mean over those customers of whom the
 * month is known. Months that are over come first; a later one counts what is expected of its rest.
 */
final class AgeCurve {

    private final int customers;
    private final int solid;
    private final int known;
    private final Resampling resampling;
    private final Spread spread;

    /** How many months of each customer are over, at most {@code solid}, and how many are known, at least that. */
    private final int[] over;

    private final int[] reach;

    /** The values of the i-th customer are those from {@code starts[i]} to before {@code starts[i + 1]}. */
    private final int[] starts;

    private int[] months;
    private double[] values;

    /** Expected per customer, by month; 0 where months are over. */
    private final double[] expected;

    private AgeCurve(List<Account> group, int solid, int known, Resampling resampling, Spread spread) {
        this.customers = group.size();
        this.solid = solid;
        this.known = known;
        this.resampling = resampling;
        this.spread = spread;
        this.over = new int[customers];
        this.reach = new int[customers];
        this.starts = new int[customers + 1];
        this.months = new int[4 * customers];
        this.values = new double[4 * customers];
        this.expected = new double[known];
        int size = 0;
        for (int i = 0; i < customers; i++) {
            Account account = group.get(i);
            over[i] = Math.min(solid, account.observed());
            reach[i] = Math.min(known, account.known());
            size = addObserved(account, i, size);
            size = addRest(account, i, size);
            starts[i + 1] = size;
        }
    }

    /**
     * The curve of customers of one cohort: a month must be over, or expected, for all of them.
     *
     * @param group not empty
     */
    static List<AgeValue> ofAll(List<Account> group, Resampling resampling, Spread spread) {
        int solid = group.stream().mapToInt(Account::observed).min().orElse(0);
        int known = group.stream().mapToInt(Account::known).min().orElse(0);
        return new AgeCurve(group, solid, known, resampling, spread).points();
    }

    /** The curve of customers of any age: a month must be over for one of them, or else expected for one. */
    static List<AgeValue> ofAny(List<Account> group, Resampling resampling, Spread spread) {
        int solid = group.stream().mapToInt(Account::observed).max().orElse(0);
        int known = group.stream().mapToInt(Account::known).max().orElse(0);
        return new AgeCurve(group, solid, known, resampling, spread).points();
    }

    private int addObserved(Account account, int customer, int size) {
        int end = size;
        for (int i = 0; i < account.active() && account.month(i) < over[customer]; i++) {
            end = add(account.month(i), account.value(i), end);
        }
        return end;
    }

    /** Months from {@code solid} on: what was observed of them, and what is expected of their rest. */
    private int addRest(Account account, int customer, int size) {
        int end = size;
        for (int i = 0; i < account.active(); i++) {
            if (account.month(i) >= solid && account.month(i) < reach[customer]) {
                end = add(account.month(i), account.value(i), end);
            }
        }
        for (int month = solid; month < reach[customer]; month++) {
            double more = account.expected(month);
            expected[month] += more;
            end = add(month, more, end);
        }
        return end;
    }

    private int add(int month, double value, int at) {
        if (at == months.length) {
            months = Arrays.copyOf(months, 2 * at + 1);
            values = Arrays.copyOf(values, 2 * at + 1);
        }
        months[at] = month;
        values[at] = value;
        return at + 1;
    }

    private List<AgeValue> points() {
        int[] counts = new int[known];
        int[] once = new int[customers];
        Arrays.fill(once, 1);
        double[] means = cumulative(once, counts);
        double[][] resampled = new double[customers < Resampling.FEWEST ? 0 : known][resampling.resamples()];
        if (resampled.length > 0) {
            int[] drawnCounts = new int[known];
            resampling.draw(customers, (resample, drawn) -> {
                double[] drawnMeans = cumulative(drawn, drawnCounts);
                for (int month = 0; month < known; month++) {
                    resampled[month][resample] = drawnMeans[month];
                }
            });
        }
        List<AgeValue> points = new ArrayList<>();
        double ahead = 0;
        for (int month = 0; month < known && counts[month] > 0; month++) {
            ahead += expected[month] / counts[month];
            boolean predicted = month >= solid;
            Interval interval = counts[month] < Resampling.FEWEST ? null : resampling.interval(resampled[month]);
            points.add(new AgeValue(
                    month + 1,
                    counts[month],
                    means[month],
                    predicted ? widened(interval, means[month], ahead, counts[month]) : interval,
                    predicted));
        }
        return points;
    }

    private @Nullable Interval widened(@Nullable Interval interval, double value, double ahead, int of) {
        return interval == null ? null : spread.scaled(ahead, customers, of).around(value, interval);
    }

    /**
     * Cumulative means by month; NaN from a month on of which nobody is known.
     *
     * @param weights how often each customer counts
     * @param counts is filled with how many customers each month is the mean of
     */
    private double[] cumulative(int[] weights, int[] counts) {
        double[] sums = new double[known];
        int[] changes = new int[known + 1];
        for (int i = 0; i < customers; i++) {
            int weight = weights[i];
            if (weight > 0) {
                for (int k = starts[i]; k < starts[i + 1]; k++) {
                    sums[months[k]] += weight * values[k];
                }
                changes[0] += weight;
                changes[over[i]] -= weight;
                changes[solid] += weight;
                changes[Math.max(solid, reach[i])] -= weight;
            }
        }
        double total = 0;
        int count = 0;
        for (int month = 0; month < known; month++) {
            count += changes[month];
            counts[month] = count;
            total += sums[month] / count;
            sums[month] = total;
        }
        return sums;
    }
}
