package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.loss.CategoricalCrossEntropy;
import dev.clv.nn.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Finds labels of a table that are no values of customers: a class of two, ranks, or shares. */
final class LabelKind {

    static final String KEY = "label_is_no_value";

    private static final int FEWEST = 20;

    /** Whole numbers of a class are no larger. */
    private static final double LARGEST_CLASS = 9;

    /** Shares have more different values. */
    private static final int FEWEST_SHARES = 10;

    /** So many ranks are different and without a gap. */
    private static final double NEARLY_ALL = 0.95;

    private LabelKind() {}

    /** One caution, or none, as for a loss of classes and for labels that were taken from a log. */
    static List<Caution> cautions(TrainingRows rows, Loss loss) {
        if (rows.horizon() != null
                || rows.size() < FEWEST
                || loss instanceof BinaryCrossEntropy
                || loss instanceof CategoricalCrossEntropy) {
            return List.of();
        }
        double[] labels = Arrays.stream(rows.labels()).sorted().toArray();
        String kind = kind(labels);
        return kind.isEmpty()
                ? List.of()
                : List.of(Caution.of(
                        KEY,
                        "%s, where this model predicts a value, such as an amount: its predictions mean no more than such"
                                + " labels do. Name the column of the value as the label.",
                        kind));
    }

    /** Of percentages. */
    static Caution ofPercentages() {
        return Caution.of(
                KEY,
                "The labels are percentages and were divided by 100, where this model predicts a value, such as an amount:"
                        + " write amounts without a percent sign, or name the column of the value as the label.");
    }

    private static String kind(double[] labels) {
        double least = labels[0];
        double largest = labels[labels.length - 1];
        boolean whole = Arrays.stream(labels).allMatch(label -> label == Math.rint(label));
        long different = Arrays.stream(labels).distinct().count();
        if (whole && different == 2 && largest <= LARGEST_CLASS) {
            return String.format(
                    Locale.ROOT, "All labels are %.0f or %.0f, as of a class such as bought or not", least, largest);
        }
        double gapless = largest - least + 1;
        if (whole && least <= 1 && different >= NEARLY_ALL * labels.length && different >= NEARLY_ALL * gapless) {
            return String.format(
                    Locale.ROOT,
                    "The %,d labels are the whole numbers up to %,d, hardly one of them twice, as ranks or numbers of rows"
                            + " are",
                    labels.length,
                    (long) largest);
        }
        return !whole && largest <= 1 && different > FEWEST_SHARES
                ? "All labels lie between 0 and 1, as shares or probabilities do"
                : "";
    }
}
