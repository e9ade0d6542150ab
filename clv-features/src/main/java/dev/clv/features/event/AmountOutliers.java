package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Sample;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * Which purchases are far above the usual, and what to cap them at.
 *
 * <p>An amount is an outlier when its logarithm has a modified z-score above 3.5 among the logarithms of all positive
 * purchase amounts: {@code 0.6745 (x - median) / MAD > 3.5} (Iglewicz and Hoaglin, How to Detect and Handle Outliers,
 * 1993). As the logarithm keeps the order, that is {@code a > m r^(3.5 / 0.6745)} with the median amount {@code m} and
 * the median {@code r} of {@code max(a / m, m / a)}, which needs no logarithms; of an even number the lower median
 * counts. Fewer than {@value #FEWEST} amounts, or more than half of them equal, say nothing about what is unusual: then
 * nothing is an outlier.
 */
final class AmountOutliers {

    private static final int FEWEST = 10;
    private static final double EXPONENT = 3.5 / 0.6745;

    private final EventTable table;

    /** The positive purchase amounts, ascending. */
    private final double[] amounts;

    AmountOutliers(EventTable table) {
        this.table = table;
        int count = 0;
        for (int i = 0; i < table.size(); i++) {
            if (isPositivePurchase(i)) {
                count++;
            }
        }
        this.amounts = new double[count];
        for (int i = 0; i < table.size(); i++) {
            if (isPositivePurchase(i)) {
                amounts[--count] = table.value(i);
            }
        }
        // Not a quickselect: shops have few different prices, and equal values make a plain one quadratic.
        Arrays.sort(amounts);
    }

    /** Counts outliers, with the first of them in canonical order as samples. */
    void remark(DataQualityReport.Builder tally) {
        double limit = limit();
        for (int i = 0; i < table.size(); i++) {
            if (isPositivePurchase(i) && table.value(i) > limit) {
                tally.count(LogReasons.OUTLIER_AMOUNT, sample(i));
            }
        }
    }

    /** Remarks on amounts in another unit, or else on outliers that weigh much. */
    void remarkWeight(ZoneId zone, DataQualityReport.Builder tally) {
        if (AmountUnits.remark(table, amounts, tally)) {
            return;
        }
        OutlierWeight weight = new OutlierWeight(table, amounts, limit(), zone);
        if (!weight.together().isEmpty() || !MixedAmounts.remark(amounts, tally)) {
            weight.remark(tally);
        }
    }

    /** Amounts above this are outliers. */
    private double limit() {
        if (amounts.length < FEWEST) {
            return Double.POSITIVE_INFINITY;
        }
        int middle = (amounts.length - 1) / 2;
        double median = amounts[middle];
        double spread = 1;
        int below = middle;
        int above = middle;
        // The median itself is the nearest to itself; from there the next nearest is on one side or the other.
        for (int nearest = 0; nearest < middle; nearest++) {
            double down = below > 0 ? median / amounts[below - 1] : Double.POSITIVE_INFINITY;
            double up = above + 1 < amounts.length ? amounts[above + 1] / median : Double.POSITIVE_INFINITY;
            spread = Math.min(down, up);
            if (down <= up) {
                below--;
            } else {
                above++;
            }
        }
        return spread == 1 ? Double.POSITIVE_INFINITY : median * StrictMath.pow(spread, EXPONENT);
    }

    /**
     * Caps amounts of purchases and refunds at a quantile of the positive purchase amounts: the smallest amount that at
     * least this share of them does not exceed. A refund is capped too, or it would outweigh its own purchase.
     */
    void winsorize(double quantile, DataQualityReport.Builder tally) {
        if (amounts.length == 0) {
            return;
        }
        int rank = Math.max(1, (int) Math.ceil(quantile * amounts.length)) - 1;
        double limit = amounts[rank];
        BigDecimal cap = largestUpTo(limit);
        for (int i = 0; i < table.size(); i++) {
            if (table.amounts().get(i) > 0 && table.amount(i).compareTo(cap) > 0) {
                tally.count(LogReasons.WINSORIZED_AMOUNT, sample(i));
                table.amounts().set(i, cap.unscaledValue().longValueExact());
                table.scales().set(i, cap.scale());
            }
        }
    }

    /** The largest purchase amount, as an exact decimal, that is not above the limit; in its shortest form. */
    private BigDecimal largestUpTo(double limit) {
        BigDecimal largest = BigDecimal.ZERO;
        for (int i = 0; i < table.size(); i++) {
            if (isPositivePurchase(i)) {
                BigDecimal amount = table.amount(i);
                if (amount.compareTo(largest) > 0 && amount.doubleValue() <= limit) {
                    largest = amount;
                }
            }
        }
        BigDecimal shortest = largest.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    private Sample sample(int event) {
        return new Sample(0, "amount", table.amount(event).toPlainString());
    }

    private boolean isPositivePurchase(int event) {
        return table.kinds()[event] == EventTable.code(EventKind.PURCHASE)
                && table.amounts().get(event) > 0;
    }
}
