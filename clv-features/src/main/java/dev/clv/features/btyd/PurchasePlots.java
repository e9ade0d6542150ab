package dev.clv.features.btyd;

import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.Days;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The data of the plots by which the papers judge a model: what it expects beside what happened. */
public final class PurchasePlots {

    private static final int DAYS_PER_WEEK = 7;

    private PurchasePlots() {}

    /**
     * Repeat order-days of all customers up to a time.
     *
     * @param week the time, in weeks from the first day on which any customer bought
     * @param actual how many there were since then
     * @param expected how many a model expects of customers who first bought when these did
     */
    public record Tracking(int week, long actual, double expected) {}

    /**
     * Cumulative repeat order-days by week; differences of neighbouring weeks are the incremental ones.
     *
     * @param model fitted in weeks, usually on the histories of an earlier cutoff
     * @param customers to the end of what was observed, in one time zone
     * @return a point for every whole week; empty if nobody bought
     */
    public static List<Tracking> tracking(PurchaseModel model, Iterable<CustomerHistory> customers) {
        Map<Long, Long> firstDays = new TreeMap<>();
        Map<Long, Long> repeatDays = new HashMap<>();
        long begin = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (CustomerHistory history : customers) {
            Days calendar = new Days(history.zone());
            long[] days = history.events(Purchase.class).stream()
                    .mapToLong(purchase -> calendar.of(purchase.time()))
                    .distinct()
                    .toArray();
            for (int i = 0; i < days.length; i++) {
                (i == 0 ? firstDays : repeatDays).merge(days[i], 1L, Long::sum);
            }
            begin = days.length == 0 ? begin : Math.min(begin, days[0]);
            end = Math.max(end, calendar.asOf(history.cutoff()));
        }
        List<Tracking> points = new ArrayList<>();
        Map<Long, Double> byAge = new HashMap<>();
        long actual = 0;
        for (long day = begin; day <= end && !firstDays.isEmpty(); day++) {
            actual += repeatDays.getOrDefault(day, 0L);
            if (day > begin && (day - begin) % DAYS_PER_WEEK == 0) {
                double expected = 0;
                for (Map.Entry<Long, Long> first : firstDays.entrySet()) {
                    long age = day - first.getKey();
                    if (age > 0) {
                        expected += first.getValue()
                                * byAge.computeIfAbsent(
                                        age, days -> model.expectedPurchases((double) days / DAYS_PER_WEEK));
                    }
                }
                points.add(new Tracking((int) ((day - begin) / DAYS_PER_WEEK), actual, expected));
            }
        }
        return List.copyOf(points);
    }

    /**
     * Customers of equal x, and what they bought later.
     *
     * @param x repeat order-days before; of the last one, at least as many
     * @param customers how many there are
     * @param actual how many order-days they had later, on average
     * @param expected how many the model expects, on average
     */
    public record ByFrequency(int x, long customers, double actual, double expected) {}

    /**
     * Conditional expectations: the mean of later order-days by x.
     *
     * @param customers before
     * @param later the number of order-days of each within t after T
     * @param t in the model's unit of time
     * @param most from this x on, customers are taken together
     * @return for every x that there is, ascending
     */
    public static List<ByFrequency> byFrequency(
            PurchaseModel model, List<PurchaseSummary> customers, int[] later, double t, int most) {
        if (later.length != customers.size()) {
            throw new IllegalArgumentException("there must be later order-days for each customer, were " + later.length
                    + " for " + customers.size() + " customers");
        }
        if (most < 0) {
            throw new IllegalArgumentException("most must be zero or more, was " + most);
        }
        long[] counts = new long[most + 1];
        double[] actual = new double[most + 1];
        double[] expected = new double[most + 1];
        for (int i = 0; i < later.length; i++) {
            int x = Math.min(most, customers.get(i).x());
            counts[x]++;
            actual[x] += later[i];
            expected[x] += model.expectedPurchases(customers.get(i), t);
        }
        List<ByFrequency> points = new ArrayList<>();
        for (int x = 0; x <= most; x++) {
            if (counts[x] > 0) {
                points.add(new ByFrequency(x, counts[x], actual[x] / counts[x], expected[x] / counts[x]));
            }
        }
        return List.copyOf(points);
    }

    /**
     * The probability of being alive by frequency and recency.
     *
     * @param most the largest x
     * @param weeks the age T of all customers, in the model's unit of time
     * @return at [x][t] that of a customer with x repeat purchases, the last at t<sub>x</sub> = t, for t from 0 to the
     *     whole units of T; NaN where there can be none: with x = 0 but t above 0, or x above 0 but t = 0
     */
    public static double[][] aliveMatrix(PurchaseModel model, int most, double weeks) {
        Require.time(weeks);
        double[][] matrix = new double[most + 1][(int) weeks + 1];
        for (int x = 0; x <= most; x++) {
            Arrays.fill(matrix[x], Double.NaN);
            for (int t = x == 0 ? 0 : 1; t < (x == 0 ? 1 : matrix[x].length); t++) {
                matrix[x][t] = model.probabilityAlive(PurchaseSummary.of(x, t, weeks));
            }
        }
        return matrix;
    }
}
