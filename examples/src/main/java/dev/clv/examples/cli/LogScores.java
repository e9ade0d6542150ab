package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.PredictionFlag;
import dev.clv.ScoringSummary;
import dev.clv.caution.Caution;
import dev.clv.decide.CsvRows;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.LogFacts;
import dev.clv.features.event.StoredLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes a row per customer of an event log, and notes on all of them. Not thread-safe. */
final class LogScores {

    private final @Nullable Path out;
    private final @Nullable Double discount;
    private final Terminal terminal;

    private ScoringSummary summary = new ScoringSummary(0, Map.of(), null, List.of());
    private int scored;
    private boolean ordersKnown;

    /**
     * @param out null for standard output
     * @param discount an annual rate; null for no column of discounted values
     */
    LogScores(@Nullable Path out, @Nullable Double discount, Terminal terminal) {
        this.out = out;
        this.discount = discount;
        this.terminal = terminal;
    }

    /** Scores everybody known before an instant, and gives the cautions. */
    List<Caution> write(ClvModel model, EventLog log, Instant at) throws IOException {
        List<String> customers = LogInput.knownBefore(log, at);
        return write(
                model, log, at, customers.size(), (executor, each) -> model.score(log, customers, at, executor, each));
    }

    /** The same of a log in temporary files. */
    List<Caution> write(ClvModel model, StoredLog log, Instant at) throws IOException {
        return write(model, log, at, log.customerCount(), (executor, each) -> model.score(log, at, executor, each));
    }

    /** Scores a log on some threads, and hands over each prediction. */
    private interface Scoring {
        ScoringSummary run(Executor executor, BiConsumer<String, ClvPrediction> each);
    }

    private List<Caution> write(ClvModel model, LogFacts log, Instant at, int customers, Scoring scoring)
            throws IOException {
        ExecutorService executor = Processors.others();
        try {
            Destination.write(out, terminal.out(), writer -> {
                ScoreRows columns = ScoreRows.ofLog(new CsvRows(writer), log.zone(), discount, model.horizons());
                ScoresAhead rows = new ScoresAhead(columns, writer, executor);
                try (Terminal.Progress progress = terminal.progress("scoring", customers)) {
                    summary = scoring.run(executor, (customer, prediction) -> {
                        rows.add(customer, prediction);
                        ordersKnown |= prediction.orders() != null;
                        progress.at(++scored);
                    });
                    rows.finish();
                }
                LogInput.requireKnown(scored > 0, log, at);
            });
        } finally {
            executor.shutdownNow();
        }
        ScoringNote.print(scored + " customers as of " + at, summary, terminal);
        if (scored > summary.flagged(PredictionFlag.COLD_START) && !ordersKnown) {
            noteOrders(model);
        }
        return summary.cautions();
    }

    private void noteOrders(ClvModel model) {
        if (!model.summary().hasLabels()) {
            terminal.note("the general model tells nothing of orders: columns from expected_orders on are empty");
            return;
        }
        String leftOut = model.summary().settings().get("purchase model");
        terminal.note(
                "the model does not know about orders: columns from expected_orders on are empty. %s",
                leftOut == null
                        ? "Train it again, and leave \"training.purchaseModel\" of --config out."
                        : "Its purchase model was " + leftOut + ". Mend that, or add \"orders\" to"
                                + " \"training.targets\" of --config, and train it again.");
    }
}
