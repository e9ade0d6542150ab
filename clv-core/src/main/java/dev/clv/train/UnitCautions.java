package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.event.MixedUnits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds labels, and columns of a table, of which a part is in another unit; a log's amounts are looked at as it is
 * read.
 */
final class UnitCautions {

    private static final int SHOWN = 3;

    private UnitCautions() {}

    /** One caution, or none. */
    static List<Caution> cautions(TrainingRows rows) {
        if (rows.horizon() != null) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        add("the label", rows.labels(), found);
        for (int f = 0; f < rows.features().schema().size(); f++) {
            Feature feature = rows.features().schema().feature(f);
            if (!feature.isCategorical() && feature.width() == 1) {
                add("'" + feature.name() + "'", rows.features().column(f), found);
            }
        }
        return found.isEmpty()
                ? List.of()
                : List.of(Caution.of(
                        "mixed_units",
                        "A part of the values looks as if it were in another unit, such as cents, or had lost its decimal"
                                + " point: %s%s, and both parts are spread alike. Bring each column into one unit.",
                        String.join("; ", found.subList(0, Math.min(SHOWN, found.size()))),
                        found.size() > SHOWN ? "; ..." : ""));
    }

    private static void add(String name, double[] values, List<String> found) {
        double[] positive = Arrays.stream(values).filter(value -> value > 0).toArray();
        Optional<MixedUnits> mixed = MixedUnits.of(positive);
        mixed.ifPresent(units -> found.add(String.format(
                Locale.ROOT,
                "%s in about %d of %d rows (%s with a median of about %.3g, the others of %.3g)",
                name,
                units.count(),
                values.length,
                units.whole() ? "large whole numbers" : "large values",
                units.median(),
                units.other())));
    }
}
