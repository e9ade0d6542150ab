package dev.clv.features.read;

import dev.clv.features.internal.cell.NumberReader;
import dev.clv.features.internal.cell.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of a sample say against the columns that were taken for the amount by their names: whether the
 * amount is a price of one unit, or the price is one of the whole line already, and which other columns may be meant.
 */
final class AmountEvidence {

    /** Fewer rows say nothing. */
    private static final int FEWEST = 10;

    private static final double MOST = 0.9;
    private static final double HARDLY = 0.1;

    /** Half a cent, rounding aside. */
    private static final double ROUNDING = 0.0051;

    private static final Pattern NET_OR_GROSS = Pattern.compile(".*(gross|brutto|netto|liquido|bruto).*|net.*");

    private final FileSample sample;
    private final @Nullable Character decimal;

    AmountEvidence(FileSample sample, @Nullable Character decimal) {
        this.sample = sample;
        this.decimal = decimal;
    }

    /** Against a column that was taken for what a whole line cost: a sentence each. */
    List<String> againstLine(ColumnSample amount, @Nullable ColumnSample quantity) {
        List<String> notes = new ArrayList<>();
        if (quantity != null) {
            for (ColumnSample other : numbers(amount, quantity)) {
                double share = share(amount, quantity, other);
                if (share >= MOST) {
                    notes.add(percent(
                            "UNIT PRICE? '" + amount.name() + "' times '" + quantity.name() + "' is '" + other.name()
                                    + "' in %.0f %% of the rows with other quantities than 1; '" + other.name()
                                    + "' is then the amount",
                            share));
                    return notes;
                }
            }
            double[] shares = byProduct(amount, quantity);
            if (shares[0] >= MOST && shares[1] <= HARDLY) {
                notes.add(percent(
                        "UNIT PRICE? '" + amount.name() + "' is the same for a product whatever '" + quantity.name()
                                + "' is, in %.0f %% of the rows compared; the amount is then their \"product\"",
                        shares[0]));
                return notes;
            }
        }
        rivals(amount, quantity, notes);
        return notes;
    }

    /** Against a price and a quantity that were multiplied: a sentence each. */
    List<String> againstProduct(ColumnSample quantity, ColumnSample price) {
        for (ColumnSample other : numbers(price, quantity)) {
            double share = share(other, quantity, price);
            if (share >= MOST) {
                return List.of(percent(
                        "ALREADY A PRODUCT? '" + price.name() + "' is '" + other.name() + "' times '" + quantity.name()
                                + "' in %.0f %% of the rows with other quantities than 1; '" + price.name()
                                + "' alone is then the amount",
                        share));
            }
        }
        double[] shares = byProduct(price, quantity);
        return shares[1] >= MOST && shares[0] <= HARDLY
                ? List.of(percent(
                        "ALREADY A PRODUCT? '" + price.name() + "' rises with '" + quantity.name()
                                + "' for a product, in %.0f %% of the rows compared; it is then the amount alone",
                        shares[1]))
                : List.of();
    }

    /** Other columns that may be the amount, such as gross beside net. */
    private void rivals(ColumnSample amount, @Nullable ColumnSample quantity, List<String> notes) {
        for (ColumnSample other : numbers(amount, quantity)) {
            boolean named = (other.rank(ColumnNames.AMOUNT) > 0
                            || NET_OR_GROSS.matcher(other.key()).matches())
                    && other.rank(ColumnNames.UNIT_PRICE)
                                    + other.rank(ColumnNames.EXTRAS)
                                    + other.rank(ColumnNames.REFUND)
                            == 0;
            double[] one = values(amount);
            double[] two = values(other);
            double[] ratios = new double[one.length];
            int compared = 0;
            for (int i = 0; named && i < one.length; i++) {
                if (one[i] != 0 && two[i] != 0 && !Double.isNaN(one[i] + two[i])) {
                    ratios[compared++] = two[i] / one[i];
                }
            }
            if (compared >= FEWEST) {
                double[] sorted = Arrays.copyOf(ratios, compared);
                Arrays.sort(sorted);
                notes.add(String.format(
                        Locale.ROOT,
                        "OR '%s'? it may be the amount too, and is %.2f times '%s' in the middle of the rows; check"
                                + " which of them the shop was paid",
                        other.name(),
                        sorted[compared / 2],
                        amount.name()));
            }
        }
    }

    /** In how many of the rows whose quantity is not 1 one column times the quantity is another, from 0 to 1. */
    private double share(ColumnSample one, ColumnSample quantity, ColumnSample product) {
        double[] a = values(one);
        double[] units = values(quantity);
        double[] b = values(product);
        int compared = 0;
        int equal = 0;
        for (int i = 0; i < a.length; i++) {
            if (a[i] != 0 && units[i] != 0 && units[i] != 1 && !Double.isNaN(a[i] + units[i] + b[i])) {
                compared++;
                equal += Math.abs(a[i] * units[i] - b[i]) <= ROUNDING * Math.max(1, Math.abs(units[i])) ? 1 : 0;
            }
        }
        return compared < FEWEST ? 0 : (double) equal / compared;
    }

    /**
     * Of rows of a product with another quantity than its row before: how many have the same number, and how many one
     * that rises with the quantity, from 0 to 1.
     */
    private double[] byProduct(ColumnSample column, ColumnSample quantity) {
        Optional<ColumnSample> product = sample.columns().stream()
                .filter(one -> one.rank(ColumnNames.PRODUCT) > 0)
                .findFirst();
        if (product.isEmpty()) {
            return new double[2];
        }
        double[] numbers = values(column);
        double[] units = values(quantity);
        Map<String, Integer> last = new HashMap<>();
        int compared = 0;
        int same = 0;
        int rising = 0;
        for (int i = 0; i < numbers.length; i++) {
            String id = product.get().values().get(i);
            if (id.isBlank() || !(units[i] > 0) || !(numbers[i] > 0)) {
                continue;
            }
            Integer before = last.put(id, i);
            if (before != null && units[before] != units[i]) {
                compared++;
                same += Math.abs(numbers[before] - numbers[i]) <= ROUNDING ? 1 : 0;
                rising += Math.abs(numbers[before] * units[i] - numbers[i] * units[before])
                                <= ROUNDING * (units[i] + units[before])
                        ? 1
                        : 0;
            }
        }
        return compared < FEWEST ? new double[2] : new double[] {(double) same / compared, (double) rising / compared};
    }

    private List<ColumnSample> numbers(ColumnSample one, @Nullable ColumnSample other) {
        return sample.columns().stream()
                .filter(column -> column != one && column != other && column.isNumber(decimal))
                .toList();
    }

    private double[] values(ColumnSample column) {
        NumberReader reader = new NumberReader(decimal);
        return column.values().stream()
                .mapToDouble(value -> Slice.of(value).read(reader, 0) == NumberReader.Outcome.NUMBER
                        ? reader.number().toDouble()
                        : Double.NaN)
                .toArray();
    }

    private static String percent(String sentence, double share) {
        return sentence.replace("%.0f %%", Math.round(100 * share) + " %");
    }
}
