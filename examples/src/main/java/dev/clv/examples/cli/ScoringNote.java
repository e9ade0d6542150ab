package dev.clv.examples.cli;

import dev.clv.ScoringSummary;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the command line says of a scoring: how many were scored, with which flags, and what all are worth together. */
final class ScoringNote {

    private ScoringNote() {}

    /** @param scored for instance {@code "30 rows"} */
    static void print(String scored, ScoringSummary summary, Terminal terminal) {
        terminal.note("scored %s%s", scored, flags(summary));
        if (summary.total() != null) {
            terminal.note("%s", summary.total().sentence());
        }
    }

    /** How many predictions carry each flag, for instance {@code "; flagged: 3 cold_start (1.5 %)"}. */
    private static String flags(ScoringSummary summary) {
        return summary.flagged().isEmpty()
                ? ""
                : summary.flagged().entrySet().stream()
                        .map(count -> String.format(
                                Locale.ROOT,
                                "%d %s (%.1f %%)",
                                count.getValue(),
                                ScoreRows.word(count.getKey()),
                                100.0 * count.getValue() / summary.predictions()))
                        .collect(Collectors.joining(", ", "; flagged: ", ""));
    }
}
