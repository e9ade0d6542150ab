package dev.clv.features.read;

import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.event.DataQualityReport.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How often each condition of a mapping holds: one that holds for most rows, or never though cells come close to what
 * it asks for, is likely not what its writer meant. Not thread-safe.
 */
final class ConditionCounts {

    /** Below so many rows nothing is told of the share that a condition drops. */
    private static final long FEWEST_ROWS = 20;

    /** The tests of texts of a mapping's conditions, and where their columns stand. */
    record Tests(List<RowCondition.OnText> texts, int[] slots) {

        static Tests of(ColumnMapping mapping, ToIntFunction<String> slotOf) {
            List<RowCondition.OnText> texts = new ArrayList<>();
            Consumer<RowCondition> add = condition -> condition.eachText(texts::add);
            mapping.drop.forEach(add);
            if (mapping.refundWhen != null) {
                add.accept(mapping.refundWhen);
            }
            return new Tests(
                    List.copyOf(texts),
                    texts.stream()
                            .mapToInt(text -> slotOf.applyAsInt(text.column()))
                            .toArray());
        }
    }

    /** What the cells of one test's column were like, until the first that passes. */
    private static final class Cells {
        private boolean passed;
        private long close;
        private @Nullable Sample example;
        private String last = "";
        private boolean lastClose;

        void add(RowCondition.OnText test, Row row, int slot, long line) {
            if (passed || row.isMissing(slot)) {
                return;
            }
            if (test.test().test(row.get(slot))) {
                passed = true;
                return;
            }
            if (!row.get(slot).contentEquals(last)) {
                last = row.get(slot).toString();
                lastClose = test.almostHolds(row.get(slot));
            }
            if (lastClose) {
                example = close == 0 ? Sample.of(line, test.column(), last) : example;
                close++;
            }
        }

        void add(Cells later) {
            passed |= later.passed;
            example = example == null ? later.example : example;
            close += later.close;
        }
    }

    /** How many rows a condition dropped. */
    private static final class Rule {
        private final Reason reason;
        private final Sample first;
        private long rows;

        Rule(Reason reason, Sample first, long rows) {
            this.reason = reason;
            this.first = first;
            this.rows = rows;
        }
    }

    private final List<Cells> cells = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    /** Looks at a row before anything is made of it. */
    void look(Tests tests, Row row, long line) {
        for (int i = 0; i < tests.texts().size(); i++) {
            cells(i).add(tests.texts().get(i), row, tests.slots()[i], line);
        }
    }

    /** Counts rows that one condition dropped. */
    void dropped(Reason reason, Sample first, long rows) {
        for (Rule rule : rules) {
            if (rule.reason.equals(reason)) {
                rule.rows += rows;
                return;
            }
        }
        rules.add(new Rule(reason, first, rows));
    }

    void addAll(ConditionCounts other) {
        for (int i = 0; i < other.cells.size(); i++) {
            cells(i).add(other.cells.get(i));
        }
        other.rules.forEach(rule -> dropped(rule.reason, rule.first, rule.rows));
    }

    private Cells cells(int test) {
        while (cells.size() <= test) {
            cells.add(new Cells());
        }
        return cells.get(test);
    }

    /**
     * Tells of conditions that drop more than half of all rows, and of those that never hold though cells come close.
     *
     * @param rows all rows that were read
     */
    void remark(Tests tests, long rows, DataQualityReport.Builder tally) {
        for (Rule rule : rules) {
            if (rows >= FEWEST_ROWS && rule.rows > rows / 2) {
                tally.count(often(rule.reason, rows), rule.rows, rule.first);
            }
        }
        for (int i = 0; i < cells.size(); i++) {
            Sample example = cells.get(i).example;
            if (!cells.get(i).passed && example != null) {
                tally.count(never(tests.texts().get(i)), cells.get(i).close, example);
            }
        }
    }

    private static Reason often(Reason rule, long rows) {
        return new Reason(
                Effect.REMARKED,
                "dropped_often",
                String.format(
                        Locale.ROOT,
                        "of %,d rows meet one condition under \"drop\" of the mapping, %s (%s), and are left out; if that"
                                + " is not meant, look what the column holds and correct the condition, or name its words"
                                + " for a missing value under \"missing\" (a preset can be printed and adapted)",
                        rows,
                        rule.sentence(),
                        rule.key()));
    }

    private static Reason never(RowCondition.OnText test) {
        return new Reason(
                Effect.REMARKED,
                "condition_never_holds",
                "cells differ from what a condition of the mapping asks for, " + test
                        + ", in case or blanks only, and no row meets it; write the condition as the file does, or use"
                        + " \"matches\" with (?i) in front");
    }
}
