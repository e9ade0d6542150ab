package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds purchases in another unit that nothing but their amounts tells from the others. */
final class MixedAmounts {

    /** So many amounts tell how they are spread. */
    private static final int MOST = 100_000;

    private MixedAmounts() {}

    /**
     * Remarks on such purchases; false if there are none.
     *
     * @param amounts the positive purchase amounts, ascending
     */
    static boolean remark(double[] amounts, DataQualityReport.Builder tally) {
        int stride = amounts.length / MOST + 1;
        double[] some = IntStream.range(0, amounts.length / stride)
                .mapToDouble(i -> amounts[i * stride])
                .toArray();
        Optional<MixedUnits> found = MixedUnits.of(some);
        found.ifPresent(mixed -> {
            String sentence = String.format(
                    Locale.ROOT,
                    "purchases%s have a median amount of about %.4g, all others of %.4g, and both are spread alike, as of"
                            + " a part in another unit, such as cents%s; no attribute and no month tells them apart:"
                            + " bring the amounts into one unit where they come from",
                    mixed.whole() ? " whose amounts are large whole numbers" : " with large amounts",
                    mixed.median(),
                    mixed.other(),
                    mixed.whole() ? " or without their decimal point" : "");
            tally.count(
                    new Reason(Effect.REMARKED, LogReasons.AMOUNTS_IN_ANOTHER_UNIT, sentence), mixed.count() * stride);
        });
        return found.isPresent();
    }
}
