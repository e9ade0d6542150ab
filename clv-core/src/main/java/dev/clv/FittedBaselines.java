package dev.clv;

import dev.clv.baseline.Baseline;
import dev.clv.baseline.BaselineRows;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Baselines and what each learned from the training rows of a model. Immutable. */
final class FittedBaselines {

    private final Map<Baseline, double[]> numbers;

    private FittedBaselines(Map<Baseline, double[]> numbers) {
        this.numbers = numbers;
    }

    /**
     * Fits baselines; those that need a past are left out where the rows have none.
     *
     * @param baselines with different names
     * @param rows the training rows, at least one
     * @param labels one per row, in currency, zero or more; not modified
     * @throws IllegalArgumentException if the labels are not one per row, two baselines have the same name, or a
     *     baseline learned a number that is not finite
     */
    static FittedBaselines fit(List<Baseline> baselines, BaselineRows rows, double[] labels) {
        if (labels.length != rows.size() || labels.length == 0) {
            throw new IllegalArgumentException("baselines need at least 1 training row and a label for each, were "
                    + rows.size() + " rows and " + labels.length + " labels");
        }
        Map<String, double[]> fitted = new LinkedHashMap<>();
        for (Baseline baseline : baselines) {
            if (rows.hasPast() || !baseline.needsPast()) {
                double[] before = fitted.put(baseline.name(), baseline.fit(rows, labels));
                if (before != null) {
                    throw new IllegalArgumentException(
                            "two baselines are named '" + baseline.name() + "'; give each a name of its own");
                }
            }
        }
        return restore(baselines, fitted);
    }

    /**
     * The inverse of {@link #numbers()}.
     *
     * @param baselines those that may have been fitted; others of them are left out
     * @param numbers what each learned, by name
     * @throws IllegalArgumentException if there is no baseline of a name, or its numbers are too few, too many or not
     *     finite
     */
    static FittedBaselines restore(List<Baseline> baselines, Map<String, double[]> numbers) {
        Map<String, Baseline> byName = new LinkedHashMap<>();
        baselines.forEach(baseline -> byName.put(baseline.name(), baseline));
        Map<Baseline, double[]> fitted = new LinkedHashMap<>();
        numbers.forEach((name, learned) -> {
            Baseline baseline = byName.get(name);
            if (baseline == null) {
                throw new IllegalArgumentException("there is no baseline '" + name + "', only " + byName.keySet());
            }
            if (learned.length != baseline.numbers()) {
                throw new IllegalArgumentException(
                        "baseline '" + name + "' learns " + baseline.numbers() + " numbers, got " + learned.length);
            }
            for (double number : learned) {
                if (!Double.isFinite(number)) {
                    throw new IllegalArgumentException(
                            "the numbers of baseline '" + name + "' must be finite, one was " + number);
                }
            }
            fitted.put(baseline, learned.clone());
        });
        return new FittedBaselines(fitted);
    }

    /** Writes what each baseline learned into a section, which {@link #read} reads. */
    void write(Section out) {
        List<Section> sections = out.begin("baselines", numbers.size());
        int next = 0;
        for (Map.Entry<Baseline, double[]> fitted : numbers.entrySet()) {
            sections.get(next++).put("name", fitted.getKey().name()).put("numbers", fitted.getValue());
        }
    }

    /**
     * The inverse of {@link #write}.
     *
     * @param baselines those that may have been fitted
     * @throws ModelFormatException if the section holds something else
     */
    static FittedBaselines read(Section in, List<Baseline> baselines) throws ModelFormatException {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (Section fitted : in.sections("baselines")) {
            if (numbers.put(fitted.word("name"), fitted.numbers("numbers")) != null) {
                throw fitted.wrong("name", "is that of another baseline too, '" + fitted.word("name") + "'");
            }
        }
        return restore(baselines, numbers);
    }

    /** What each baseline learned, by name, in order; copies. */
    Map<String, double[]> numbers() {
        Map<String, double[]> byName = new LinkedHashMap<>();
        numbers.forEach((baseline, learned) -> byName.put(baseline.name(), learned.clone()));
        return Collections.unmodifiableMap(byName);
    }

    /**
     * What each baseline predicts, by name, in order; those that need a past are left out where the rows have none.
     *
     * @param rows any number
     */
    Map<String, double[]> predict(BaselineRows rows) {
        Map<String, double[]> predictions = new LinkedHashMap<>();
        numbers.forEach((baseline, learned) -> {
            if (rows.hasPast() || !baseline.needsPast()) {
                predictions.put(baseline.name(), baseline.predict(learned, rows));
            }
        });
        return Collections.unmodifiableMap(predictions);
    }
}
