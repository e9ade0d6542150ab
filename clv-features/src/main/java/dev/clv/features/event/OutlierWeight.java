package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.internal.cell.Masked;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells amounts that are wrong, such as those in cents or a placeholder, from those of big spenders by their weight:
 * one of them is at least {@value #ONE} of all spend, or all together are at least {@value #ALL}. Not thread-safe.
 */
final class OutlierWeight {

    private static final double ONE = 0.05;
    private static final double ALL = 0.5;
    private static final int FEWEST = 3;
    private static final double NEARLY_ALL = 0.9;

    private final EventTable table;

    /** The positive purchase amounts, ascending. */
    private final double[] amounts;

    private final double limit;

    /** How many purchases and outliers there are of each value of an attribute, by its name and value. */
    private final Map<List<String>, int[]> byValue = new HashMap<>();

    private final Map<BigDecimal, Integer> byAmount = new HashMap<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    private final double[] outliers;
    private final double all;
    private final String together;

    /**
     * Of a log.
     *
     * @param amounts the positive purchase amounts, ascending
     * @param limit what is above it is far above the usual
     */
    OutlierWeight(EventTable table, double[] amounts, double limit, ZoneId zone) {
        this.table = table;
        this.amounts = amounts;
        this.limit = limit;
        this.all = Arrays.stream(amounts).sum();
        this.outliers = Arrays.stream(amounts).filter(amount -> amount > limit).toArray();
        if (weighs()) {
            look();
        }
        this.together = weighs() ? together(zone) : "";
    }

    private double share() {
        return Arrays.stream(outliers).sum() / all;
    }

    private boolean weighs() {
        return outliers.length > 0 && (share() >= ALL || outliers[outliers.length - 1] >= ONE * all);
    }

    /** What they have in common: an amount, a stretch of time or the value of an attribute; empty if nothing. */
    String together() {
        return together;
    }

    /** Remarks on the outliers if they weigh much. */
    void remark(DataQualityReport.Builder tally) {
        if (!weighs()) {
            return;
        }
        String sentence = String.format(
                Locale.ROOT,
                "amounts are far above the usual (%.2f to %.2f for nine of ten) and make up %.0f %% of all spend%s: if"
                        + " they are wrong, correct them or leave them out with a rule under \"drop\" in the mapping; if"
                        + " they are few, winsorizeAmountsAt caps them",
                amounts[amounts.length / 20],
                amounts[(amounts.length - outliers.length - 1) * 19 / 20],
                100 * share(),
                together);
        tally.count(new Reason(Effect.REMARKED, LogReasons.OUTLIERS_WEIGH, sentence), outliers.length);
    }

    private void look() {
        for (int customer = 0; customer < table.customers().size(); customer++) {
            Map<String, String> attributes = new HashMap<>();
            for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
                if (table.kinds()[i] == EventTable.ATTRIBUTE) {
                    AttributeChange change = (AttributeChange) table.event(i);
                    attributes.put(change.name(), change.value());
                } else if (table.kinds()[i] == EventTable.code(EventKind.PURCHASE)
                        && table.amounts().get(i) > 0) {
                    boolean outlying = table.value(i) > limit;
                    attributes.forEach((name, value) -> {
                        int[] counts = byValue.computeIfAbsent(List.of(name, value), key -> new int[2]);
                        counts[0]++;
                        counts[1] += outlying ? 1 : 0;
                    });
                    if (outlying) {
                        byAmount.merge(table.amount(i).stripTrailingZeros(), 1, Integer::sum);
                        first = Math.min(first, table.times().get(i));
                        last = Math.max(last, table.times().get(i));
                    }
                }
            }
        }
    }

    private String together(ZoneId zone) {
        if (outliers.length < FEWEST) {
            return "";
        }
        for (Map.Entry<BigDecimal, Integer> amount : byAmount.entrySet()) {
            if (amount.getValue() >= Math.max(FEWEST, outliers.length / 2)) {
                return String.format(
                        Locale.ROOT,
                        "; %,d of them are exactly %s, as a program writes for an amount that it does not know",
                        amount.getValue(),
                        amount.getKey().toPlainString());
            }
        }
        int between = 0;
        for (int i = 0; i < table.size(); i++) {
            boolean inside = table.times().get(i) >= first && table.times().get(i) <= last;
            between += inside && table.kinds()[i] == EventTable.code(EventKind.PURCHASE) ? 1 : 0;
        }
        if (outliers.length >= NEARLY_ALL * between) {
            return "; they are nearly all purchases from "
                    + Micros.toInstant(first).atZone(zone).toLocalDate() + " to "
                    + Micros.toInstant(last).atZone(zone).toLocalDate() + ", as of a part in another unit";
        }
        for (Map.Entry<List<String>, int[]> value : byValue.entrySet()) {
            int[] counts = value.getValue();
            if (counts[1] >= NEARLY_ALL * outliers.length && counts[1] >= NEARLY_ALL * counts[0]) {
                return "; they are nearly all purchases with one value of the attribute '"
                        + Masked.name(value.getKey().get(0)) + "', as of a part in another unit";
            }
        }
        return "";
    }
}
