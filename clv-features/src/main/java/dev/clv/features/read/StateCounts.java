package dev.clv.features.read;

import dev.clv.features.Privacy;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.Printable;
import dev.clv.features.internal.cell.Slice;
import dev.clv.features.read.StateColumn.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many rows are taken for purchases in each state of their order that leaves it open whether they are. A column
 * with more states than a shop has is not one of states. The order of the rows does not matter. Not thread-safe.
 */
final class StateCounts {

    private static final int MOST_STATES = 50;

    /** A message names at most so many states of a column. */
    private static final int MOST_NAMED = 8;

    /** The form of a word for a state, which may be shown where enough rows have it. */
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,20}([ _-]\\p{L}{1,20}){0,3}");

    private static final class State {
        private final String text;
        private final Verdict verdict;
        private long rows;
        private long firstLine;

        State(String text, Verdict verdict) {
            this.text = text;
            this.verdict = verdict;
        }

        void add(long more, long line) {
            firstLine = rows == 0 ? line : Math.min(line, firstLine);
            rows += more;
        }

        /** The state within a sentence, with the number of its rows. */
        String told() {
            boolean shown = rows >= Privacy.MIN_CUSTOMERS && WORD.matcher(text).matches();
            return String.format(
                    Locale.ROOT,
                    "%s (%,d row%s)",
                    shown ? '\'' + Printable.of(text) + '\'' : Masked.quoted(text),
                    rows,
                    rows == 1 ? "" : "s");
        }
    }

    /** By column, the states met. */
    private final Map<String, List<State>> columns = new LinkedHashMap<>();

    /**
     * Counts a purchase.
     *
     * @param state what the column says; not empty
     * @param paidBack whether its row says how much was paid back
     */
    void add(StateColumn column, Slice state, boolean paidBack, long line) {
        List<State> states = columns.computeIfAbsent(column.column(), any -> new ArrayList<>());
        State found = null;
        for (int i = 0; found == null && i < states.size(); i++) {
            found = state.contentEquals(states.get(i).text) ? states.get(i) : null;
        }
        if (found == null && states.size() <= MOST_STATES) {
            String text = state.toString();
            found = new State(text, column.judge(text));
            states.add(found);
        }
        if (found != null && found.verdict != Verdict.FINE && !paidBack) {
            found.add(1, line);
        }
    }

    /** Adds what was counted of other rows. */
    void addAll(StateCounts other) {
        other.columns.forEach((column, more) -> {
            List<State> states = columns.computeIfAbsent(column, any -> new ArrayList<>());
            for (State state : more) {
                State known = states.stream()
                        .filter(one -> one.text.equals(state.text))
                        .findFirst()
                        .orElse(null);
                if (known == null) {
                    states.add(state);
                } else if (state.rows > 0) {
                    known.add(state.rows, state.firstLine);
                }
            }
        });
    }

    /** Tells of states that nothing names, and of purchases that were paid back without an amount. */
    void remark(DataQualityReport.Builder tally) {
        columns.values().removeIf(states -> states.size() > MOST_STATES);
        // What all purchases have is what purchases have in that file.
        remark(
                tally,
                Verdict.PAID_BACK,
                "state_paid_back",
                columns,
                "; name the column of what was paid back under"
                        + " \"refund\", fill it, or drop such rows in the mapping if all was paid back");
        Map<String, List<State>> different = new LinkedHashMap<>(columns);
        different.values().removeIf(states -> states.size() == 1);
        remark(
                tally,
                Verdict.UNKNOWN,
                "state_unknown",
                different,
                "; add those that were not paid to \"drop\" in the"
                        + " mapping (a preset can be printed and adapted), or name there all that were:"
                        + " {\"not\": {\"column\": ..., \"in\": [...]}}");
    }

    private static void remark(
            DataQualityReport.Builder tally,
            Verdict verdict,
            String key,
            Map<String, List<State>> columns,
            String remedy) {
        List<String> parts = new ArrayList<>();
        Map<Sample, Long> samples = new LinkedHashMap<>();
        columns.forEach((column, states) -> {
            List<State> told = states.stream()
                    .filter(state -> state.verdict == verdict && state.rows > 0)
                    .sorted(Comparator.comparingLong((State state) -> -state.rows)
                            .thenComparing(state -> state.text))
                    .toList();
            if (!told.isEmpty()) {
                parts.add("'" + Printable.name(column) + "' is "
                        + told.stream().limit(MOST_NAMED).map(State::told).collect(Collectors.joining(", "))
                        + (told.size() > MOST_NAMED ? " and " + (told.size() - MOST_NAMED) + " more" : ""));
                told.forEach(state -> samples.put(
                        new Sample(state.firstLine, column, state.text.isEmpty() ? "" : Masked.of(state.text)),
                        state.rows));
            }
        });
        String sentence = verdict == Verdict.PAID_BACK
                ? "count in full although their state says that money was paid back or is disputed, as no amount of it"
                        + " stands beside them: "
                : "count as purchases although no condition of the mapping names their state: ";
        Reason reason = new Reason(Effect.REMARKED, key, sentence + String.join(", ", parts) + remedy);
        samples.forEach((sample, rows) -> tally.count(reason, rows, sample));
    }
}
