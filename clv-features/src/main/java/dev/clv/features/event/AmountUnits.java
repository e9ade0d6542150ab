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

/**
 * Finds amounts that are in another unit, such as those of one country, or from one month on, in cents: those with one
 * value of an attribute or, where there is no such value, of all months from one on, have a median about a hundred or a
 * thousand times that of all others, or as small a part of it. Not thread-safe.
 */
final class AmountUnits {

    /** Nine of ten amounts must spread over so much before it is worth a look. */
    private static final double WIDE = 100;

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
        eachValue((key, customer, amount) -> {
            if (counts.size() < MOST_VALUES || counts.containsKey(key)) {
                counts.computeIfAbsent(key, any -> new Count()).add(customer);
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
        eachValue((key, customer, amount) -> {
            int[] histogram = histograms.get(key);
            if (histogram != null) {
                histogram[step(amount)]++;
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
                .flatMap(histogram -> part(name(histogram.getKey()), histogram.getValue()).stream())
                .min(Comparator.<Part>comparingInt(part -> 2 * part.count > purchases ? 1 : 0)
                        .thenComparingInt(part -> -part.count)
                        .thenComparingDouble(part -> -part.median)
                        .thenComparing(Part::name))
                .or(() -> later(least));
        found.ifPresent(part -> tally.count(
                new Reason(Effect.REMARKED, LogReasons.AMOUNTS_IN_ANOTHER_UNIT, part.sentence()), part.count));
        return found.isPresent();
    }

    /** The purchases from that month on (in UTC) which parts the amounts best. */
    private Optional<Part> later(double least) {
        int[] inside = new int[STEPS];
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<YearMonth, int[]> month : months.descendingMap().entrySet()) {
            Arrays.setAll(inside, step -> inside[step] + month.getValue()[step]);
            int count = Arrays.stream(inside).sum();
            if (count >= least && Arrays.stream(all).sum() - count >= least) {
                part("from " + month.getKey() + " on", inside).ifPresent(parts::add);
            }
        }
        return parts.stream().max(Comparator.comparingDouble(Part::ratio));
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

    private Optional<Part> part(String name, int[] inside) {
        int[] outside = new int[STEPS];
        Arrays.setAll(outside, step -> all[step] - inside[step]);
        double median = median(inside);
        double other = median(outside);
        Part part = new Part(name, Arrays.stream(inside).sum(), median, other);
        return Arrays.stream(FACTORS)
                        .anyMatch(factor -> part.ratio() >= factor / TOLERANCE && part.ratio() <= factor * TOLERANCE)
                ? Optional.of(part)
                : Optional.empty();
    }

    private static double median(int[] histogram) {
        int half = (Arrays.stream(histogram).sum() + 1) / 2;
        int step = 0;
        for (int seen = histogram[0]; seen < half; seen += histogram[step]) {
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

    private interface Visit {

        void at(long key, int customer, double amount);
    }

    /** Every positive purchase with every value of an attribute that its customer has then. */
    private void eachValue(Visit visit) {
        for (int c = 0; c < table.customers().size(); c++) {
            int customer = c;
            Map<Integer, Integer> values = new HashMap<>();
            for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
                if (table.kinds()[i] == EventTable.ATTRIBUTE) {
                    values.put(
                            table.textNumbers()[RecordedEvents.ATTRIBUTE_NAME.text()][i],
                            table.textNumbers()[RecordedEvents.ATTRIBUTE_VALUE.text()][i]);
                } else if (isPositivePurchase(i)) {
                    double amount = table.amount(i).doubleValue();
                    values.forEach((name, value) -> visit.at((long) name << Integer.SIZE | value, customer, amount));
                }
            }
        }
    }

    /** How many purchases and customers have a value. */
    private static final class Count {

        private int purchases;
        private int customers;
        private int last = -1;

        void add(int customer) {
            purchases++;
            customers += customer == last ? 0 : 1;
            last = customer;
        }
    }

    /** A part of the purchases. */
    private record Part(String name, int count, double median, double other) {

        double ratio() {
            return Math.max(median, other) / Math.min(median, other);
        }

        String sentence() {
            return String.format(
                    Locale.ROOT,
                    "purchases %s have a median amount of %.4g, all others of %.4g, as of a part in another unit, such as"
                            + " cents: bring the amounts into one unit, or leave these rows out with a rule under"
                            + " \"drop\" in the mapping",
                    name,
                    median,
                    other);
        }
    }
}
