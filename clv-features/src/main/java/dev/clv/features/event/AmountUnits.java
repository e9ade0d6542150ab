package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.internal.cell.Masked;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

    private final EventTable table;

    /** What there is of each value of an attribute, by the numbers of its name and of the value. */
    private final Map<Long, Count> counts = new HashMap<>();

    private final Map<Long, int[]> histograms = new HashMap<>();
    private final NavigableMap<YearMonth, int[]> months = new TreeMap<>();
    private final int[] all = new int[STEPS];

    private AmountUnits(EventTable table) {
        this.table = table;
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
        return new AmountUnits(table).remark(amounts.length, tally);
    }

    private boolean remark(int purchases, DataQualityReport.Builder tally) {
        eachValue((key, customer, from, to) -> {
            if (counts.size() < MOST_VALUES || counts.containsKey(key)) {
                counts.computeIfAbsent(key, any -> new Count()).add(customer, positivePurchases(from, to));
            }
        });
        double least = Math.max(FEWEST, SHARE * purchases);
        counts.forEach((key, count) -> {
            if (count.customers >= FEWEST_CUSTOMERS
                    && count.purchases >= least
                    && purchases - count.purchases >= least) {
                histograms.put(key, new int[STEPS]);
            }
        });
        eachValue((key, customer, from, to) -> {
            int[] histogram = histograms.get(key);
            for (int i = from; histogram != null && i < to; i++) {
                if (isPositivePurchase(i)) {
                    histogram[step(table.amount(i).doubleValue())]++;
                }
            }
        });
        for (int i = 0; i < table.times().length; i++) {
            if (isPositivePurchase(i)) {
                int step = step(table.amount(i).doubleValue());
                all[step]++;
                months.computeIfAbsent(month(i), any -> new int[STEPS])[step]++;
            }
        }
        Optional<Part> found = histograms.entrySet().stream()
                .map(histogram -> part(name(histogram.getKey()), histogram.getValue()))
                .filter(part -> part.isHundredfold() || part.isTimes(OF_VALUE))
                .min(Comparator.<Part>comparingInt(part -> 2 * part.count > purchases ? 1 : 0)
                        .thenComparingInt(part -> -part.count)
                        .thenComparingDouble(part -> -part.median)
                        .thenComparing(Part::name))
                .or(() -> stretch(least));
        found.ifPresent(part -> tally.count(
                new Reason(Effect.REMARKED, LogReasons.AMOUNTS_IN_ANOTHER_UNIT, part.sentence()), part.count));
        return found.isPresent();
    }

    /** The purchases of those months on end (in UTC), not from the first on, which part the amounts best. */
    private Optional<Part> stretch(double least) {
        List<Map.Entry<YearMonth, int[]>> inOrder = List.copyOf(months.entrySet());
        int purchases = Arrays.stream(all).sum();
        Part best = null;
        double most = 0;
        for (int from = Math.max(1, inOrder.size() - MOST_MONTHS); from < inOrder.size(); from++) {
            int[] inside = new int[STEPS];
            for (int to = from; to < inOrder.size(); to++) {
                int[] month = inOrder.get(to).getValue();
                Arrays.setAll(inside, step -> inside[step] + month[step]);
                int count = Arrays.stream(inside).sum();
                boolean last = to == inOrder.size() - 1;
                if (count >= least && purchases - count >= least) {
                    Part part = part(
                            name(
                                    inOrder.get(from).getKey(),
                                    last ? null : inOrder.get(to).getKey()),
                            inside);
                    double parts = part.parts(purchases) * (last ? BETTER : 1);
                    if (((last && part.isHundredfold()) || part.isTimes(OF_MONTHS)) && parts > most) {
                        most = parts;
                        best = part;
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static String name(YearMonth from, @Nullable YearMonth to) {
        return "from " + from + (to == null ? " on" : " to " + to);
    }

    private YearMonth month(int event) {
        return YearMonth.from(LocalDate.ofEpochDay(Micros.day(table.times()[event])));
    }

    private String name(long key) {
        return "with one value of the attribute '" + attribute(key) + "'";
    }

    private String attribute(long key) {
        return Masked.name(table.texts()[EventField.NAME.ordinal()].get((int) (key >> Integer.SIZE)));
    }

    private Part part(String name, int[] inside) {
        int[] outside = new int[STEPS];
        Arrays.setAll(outside, step -> all[step] - inside[step]);
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (double percentile : PERCENTILES) {
            double ratio = quantile(inside, percentile) / quantile(outside, percentile);
            least = Math.min(least, ratio);
            most = Math.max(most, ratio);
        }
        return new Part(
                name,
                Arrays.stream(inside).sum(),
                quantile(inside, 0.5),
                quantile(outside, 0.5),
                most / least <= ALIKE);
    }

    private static double quantile(int[] histogram, double share) {
        double rank =
                Math.max(1, StrictMath.ceil(share * Arrays.stream(histogram).sum()));
        int step = 0;
        for (int seen = histogram[0]; seen < rank; seen += histogram[step]) {
            step++;
        }
        return SMALLEST * StrictMath.exp((step + 0.5) * STEP);
    }

    private static int step(double amount) {
        return (int) Math.max(0, Math.min(STEPS - 1, StrictMath.log(amount / SMALLEST) / STEP));
    }

    private boolean isPositivePurchase(int i) {
        return table.kinds()[i] == EventTable.code(EventKind.PURCHASE) && table.amounts()[i] > 0;
    }

    private int positivePurchases(int from, int to) {
        return (int) IntStream.range(from, to).filter(this::isPositivePurchase).count();
    }

    private interface Visit {

        void at(long key, int customer, int from, int to);
    }

    /** Every value of an attribute with the events, from one to before another, for which its customer has it. */
    private void eachValue(Visit visit) {
        for (int customer = 0; customer < table.customers().size(); customer++) {
            Map<Integer, Integer> values = new HashMap<>();
            int from = table.starts()[customer];
            for (int i = from; i < table.starts()[customer + 1]; i++) {
                if (table.kinds()[i] == EventTable.ATTRIBUTE) {
                    each(values, visit, customer, from, i);
                    from = i + 1;
                    values.put(
                            table.textNumbers()[RecordedEvents.ATTRIBUTE_NAME.text()][i],
                            table.textNumbers()[RecordedEvents.ATTRIBUTE_VALUE.text()][i]);
                }
            }
            each(values, visit, customer, from, table.starts()[customer + 1]);
        }
    }

    private static void each(Map<Integer, Integer> values, Visit visit, int customer, int from, int to) {
        if (from < to) {
            values.forEach((name, value) -> visit.at((long) name << Integer.SIZE | value, customer, from, to));
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

        String sentence() {
            return String.format(
                    Locale.ROOT,
                    "purchases %s have a median amount of %.4g, all others of %.4g, as of a part in another unit, such as"
                            + " cents, or another currency: bring the amounts into one unit, or leave these rows out with a rule under"
                            + " \"drop\" in the mapping",
                    name,
                    median,
                    other);
        }
    }
}
