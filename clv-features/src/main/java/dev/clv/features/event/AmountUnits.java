package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.internal.cell.Masked;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds amounts that are in another unit or currency, such as those of one country, or of some months, in cents: those
 * with one value of an attribute or, where there is no such value, of a stretch of months have a median about a hundred
 * or a thousand times that of all others, or as small a part of it. A smaller factor, of {@value #OF_VALUE} for a value
 * and {@value #OF_MONTHS} for months at least, counts where all of them, and not just their median, are so many times
 * as large. Not thread-safe.
 */
final class AmountUnits {

    /** Nine of ten amounts must spread over so much before it is worth a look. */
    private static final double WIDE = 4;

    private static final double OF_VALUE = 6;
    private static final double OF_MONTHS = 4;

    /** What these percentiles are apart by differs by no more than that. */
    private static final double ALIKE = 1.6;

    private static final double[] PERCENTILES = {0.2, 0.35, 0.5, 0.65, 0.8};
    private static final int MOST_MONTHS = 120;

    /** A stretch that ends before the log does must part the amounts so much better than one up to the end. */
    private static final double BETTER = 1.05;

    private static final int FEWEST = 20;
    private static final int FEWEST_CUSTOMERS = 10;
    private static final double SHARE = 0.01;
    private static final double[] FACTORS = {100, 1000};
    private static final double TOLERANCE = 1.5;

    /** More values of attributes are not looked at. */
    private static final int MOST_VALUES = 100_000;

    /** Amounts are counted in steps of a percent of the smallest unit of money on, to the largest. */
    private static final double STEP = StrictMath.log(1.01);

    private static final int STEPS = 4_200;
    private static final double SMALLEST = 1e-3;

    private static final int KNOWN_BITS = 12;
    private static final long MIXER = 0x9e3779b97f4a7c15L;

    private final EventTable table;

    /** What there is of each value of an attribute, by the numbers of its name and of the value. */
    private final Map<Long, Count> counts = new HashMap<>();

    /** How many amounts are in each step; once all are counted, in a step or one below. */
    private final Map<Long, int[]> histograms = new HashMap<>();

    private final NavigableMap<YearMonth, int[]> months = new TreeMap<>();
    private final int[] all = new int[STEPS];

    /** One of so many customers is looked at. */
    private final int step;

    /** Amounts by their bits, mixed, and their steps. */
    private final double[] known = new double[1 << KNOWN_BITS];

    private final int[] knownSteps = new int[1 << KNOWN_BITS];

    private AmountUnits(EventTable table) {
        this.table = table;
        this.step = table.step();
    }

    /**
     * Remarks on such amounts; false if there are none.
     *
     * @param amounts the positive purchase amounts, ascending
     */
    static boolean remark(EventTable table, double[] amounts, DataQualityReport.Builder tally) {
        if (amounts.length < 2 * FEWEST || amounts[amounts.length * 19 / 20] < WIDE * amounts[amounts.length / 20]) {
            return false;
        }
        return new AmountUnits(table).remark(tally);
    }

    private boolean remark(DataQualityReport.Builder tally) {
        int purchases = count();
        double least = Math.max(FEWEST, SHARE * purchases);
        counts.forEach((key, count) -> {
            if (count.customers >= FEWEST_CUSTOMERS
                    && count.purchases >= least
                    && purchases - count.purchases >= least) {
                histograms.put(key, new int[STEPS]);
            }
        });
        measure();
        cumulate(all);
        histograms.values().forEach(AmountUnits::cumulate);
        months.values().forEach(AmountUnits::cumulate);
        Optional<Part> found = histograms.entrySet().stream()
                .map(histogram ->
                        part(name(histogram.getKey()), step -> histogram.getValue()[step]))
                .filter(part -> part.isHundredfold() || part.isTimes(OF_VALUE))
                .min(Comparator.<Part>comparingInt(part -> 2 * part.count > purchases ? 1 : 0)
                        .thenComparingInt(part -> -part.count)
                        .thenComparingDouble(part -> -part.median)
                        .thenComparing(Part::name))
                .or(() -> stretch(least));
        found.ifPresent(part -> tally.count(
                new Reason(Effect.REMARKED, LogReasons.AMOUNTS_IN_ANOTHER_UNIT, part.sentence(step > 1)),
                (long) step * part.count));
        return found.isPresent();
    }

    /** The purchases of those months on end (in UTC), not from the first on, which part the amounts best. */
    private Optional<Part> stretch(double least) {
        List<YearMonth> inOrder = List.copyOf(months.keySet());
        int purchases = all[STEPS - 1];
        int first = Math.max(1, inOrder.size() - MOST_MONTHS);
        Part best = null;
        double most = 0;
        int[][] before = before(first);
        for (int from = first; from < inOrder.size(); from++) {
            int[] start = before[from - first];
            for (int to = from; to < inOrder.size(); to++) {
                int[] end = before[to + 1 - first];
                int count = end[STEPS - 1] - start[STEPS - 1];
                if (count >= least && purchases - count >= least) {
                    boolean last = to == inOrder.size() - 1;
                    Part part = part("", step -> end[step] - start[step]);
                    double parts = part.parts(purchases) * (last ? BETTER : 1);
                    if (((last && part.isHundredfold()) || part.isTimes(OF_MONTHS)) && parts > most) {
                        most = parts;
                        best = part.named(name(inOrder.get(from), last ? null : inOrder.get(to)));
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** How many amounts up to each step there are before each month from one on, and before the end. */
    private int[][] before(int first) {
        List<int[]> inOrder = List.copyOf(months.values());
        int[][] before = new int[inOrder.size() + 1 - Math.min(first, inOrder.size())][];
        int[] sum = new int[STEPS];
        for (int month = 0; month <= inOrder.size(); month++) {
            if (month >= first) {
                before[month - first] = sum.clone();
            }
            if (month < inOrder.size()) {
                int[] more = inOrder.get(month);
                for (int step = 0; step < STEPS; step++) {
                    sum[step] += more[step];
                }
            }
        }
        return before;
    }

    private static String name(YearMonth from, @Nullable YearMonth to) {
        return "from " + from + (to == null ? " on" : " to " + to);
    }

    private String name(long key) {
        return "with one value of the attribute '" + attribute(key) + "'";
    }

    private String attribute(long key) {
        return Masked.name(table.texts()[EventField.NAME.ordinal()].get((int) (key >> Integer.SIZE)));
    }

    /** @param inside how many of its amounts are in a step or one below */
    private Part part(String name, IntUnaryOperator inside) {
        IntUnaryOperator outside = step -> all[step] - inside.applyAsInt(step);
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (double percentile : PERCENTILES) {
            double ratio = quantile(inside, percentile) / quantile(outside, percentile);
            least = Math.min(least, ratio);
            most = Math.max(most, ratio);
        }
        return new Part(
                name,
                inside.applyAsInt(STEPS - 1),
                quantile(inside, 0.5),
                quantile(outside, 0.5),
                most / least <= ALIKE);
    }

    private static double quantile(IntUnaryOperator upTo, double share) {
        double rank = Math.max(1, StrictMath.ceil(share * upTo.applyAsInt(STEPS - 1)));
        int low = 0;
        int high = STEPS - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo.applyAsInt(middle) < rank) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return SMALLEST * StrictMath.exp((low + 0.5) * STEP);
    }

    private static void cumulate(int[] histogram) {
        for (int step = 1; step < STEPS; step++) {
            histogram[step] += histogram[step - 1];
        }
    }

    private static int step(double amount) {
        return (int) Math.max(0, Math.min(STEPS - 1, StrictMath.log(amount / SMALLEST) / STEP));
    }

    private boolean isPositivePurchase(int i) {
        return table.kinds()[i] == EventTable.code(EventKind.PURCHASE)
                && table.amounts().get(i) > 0;
    }

    /** Counts the purchases and customers of each value; returns how many purchases there are. */
    private int count() {
        int[] all = new int[1];
        eachStretch(
                key -> counts.size() < MOST_VALUES || counts.containsKey(key)
                        ? counts.computeIfAbsent(key, any -> new Count())
                        : null,
                (values, customer, from, to) -> {
                    int purchases = 0;
                    for (int i = from; i < to; i++) {
                        purchases += isPositivePurchase(i) ? 1 : 0;
                    }
                    all[0] += purchases;
                    for (Count value : values) {
                        value.add(customer, purchases);
                    }
                });
        return all[0];
    }

    /** Counts the amounts of all, of each month and of the values that have enough. */
    private void measure() {
        Map<Long, int[]> days = new HashMap<>();
        eachStretch(histograms::get, (values, customer, from, to) -> {
            for (int i = from; i < to; i++) {
                if (isPositivePurchase(i)) {
                    int at = knownStep(table.value(i));
                    all[at]++;
                    days.computeIfAbsent(Micros.day(table.times().get(i)), this::month)[at]++;
                    for (int[] value : values) {
                        value[at]++;
                    }
                }
            }
        });
    }

    private int[] month(long day) {
        return months.computeIfAbsent(YearMonth.from(LocalDate.ofEpochDay(day)), any -> new int[STEPS]);
    }

    /** The step of an amount, which is often that of one before. */
    private int knownStep(double amount) {
        int at = (int) (Double.doubleToLongBits(amount) * MIXER >>> Long.SIZE - KNOWN_BITS);
        if (known[at] != amount) {
            known[at] = amount;
            knownSteps[at] = step(amount);
        }
        return knownSteps[at];
    }

    private interface Stretch<T> {

        void at(List<T> values, int customer, int from, int to);
    }

    /**
     * Every stretch of a customer's events, from one to before another, with the values of attributes that it has then.
     *
     * @param of what is known of a value by its key, or null to pass it over
     */
    private <T> void eachStretch(LongFunction<@Nullable T> of, Stretch<T> stretch) {
        Map<Integer, T> byName = new HashMap<>();
        List<T> values = new ArrayList<>();
        for (int block = 0, customer = 0;
                (customer = Picked.at(block, step)) < table.customers().size();
                block++) {
            byName.clear();
            values.clear();
            int from = table.starts()[customer];
            for (int i = from; i < table.starts()[customer + 1]; i++) {
                if (table.kinds()[i] == EventTable.ATTRIBUTE) {
                    if (from < i) {
                        stretch.at(values, customer, from, i);
                    }
                    from = i + 1;
                    int name = table.textNumber(RecordedEvents.ATTRIBUTE_NAME, i);
                    int value = table.textNumber(RecordedEvents.ATTRIBUTE_VALUE, i);
                    T found = of.apply((long) name << Integer.SIZE | value);
                    T before = found == null ? byName.remove(name) : byName.put(name, found);
                    if (before != null) {
                        values.remove(before);
                    }
                    if (found != null) {
                        values.add(found);
                    }
                }
            }
            if (from < table.starts()[customer + 1]) {
                stretch.at(values, customer, from, table.starts()[customer + 1]);
            }
        }
    }

    /** How many purchases and customers have a value. */
    private static final class Count {

        private int purchases;
        private int customers;
        private int last = -1;

        void add(int customer, int more) {
            purchases += more;
            customers += customer == last || more == 0 ? 0 : 1;
            last = more == 0 ? last : customer;
        }
    }

    /** A part of the purchases. */
    private record Part(String name, int count, double median, double other, boolean alike) {

        Part named(String other) {
            return new Part(other, count, median, this.other, alike);
        }

        double ratio() {
            return Math.max(median, other) / Math.min(median, other);
        }

        boolean isHundredfold() {
            return Arrays.stream(FACTORS)
                    .anyMatch(factor -> ratio() >= factor / TOLERANCE && ratio() <= factor * TOLERANCE);
        }

        boolean isTimes(double factor) {
            return alike && ratio() >= factor;
        }

        /** How well it parts the amounts of so many purchases, as two means of them differ by their errors. */
        double parts(int purchases) {
            return StrictMath.log(ratio()) * Math.sqrt(count * (double) (purchases - count));
        }

        String sentence(boolean about) {
            return String.format(
                    Locale.ROOT,
                    "purchases %s have a median amount of %s%.4g, all others of %.4g, as of a part in another unit, such as"
                            + " cents, or another currency: bring the amounts into one unit, or leave these rows out with a rule under"
                            + " \"drop\" in the mapping",
                    name,
                    about ? "about " : "",
                    median,
                    other);
        }
    }
}
