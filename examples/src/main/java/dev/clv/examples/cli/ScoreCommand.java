package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.PredictionFlag;
import dev.clv.ScoringSummary;
import dev.clv.TableModel;
import dev.clv.decide.CsvRows;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.LogFacts;
import dev.clv.features.event.StoredLog;
import dev.clv.features.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "score",
        description = "Predicts every known customer's value.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv score events.csv.gz --model model.clvm --at 2024-06-17 --out scores.csv",
            "  clv score customers.csv --table --model table.clvm --out scores.csv"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class ScoreCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ModelInput input;

    @Option(
            names = "--out",
            paramLabel = "scores.csv",
            description = "Where to write a row per customer: customer_id,predicted_value,p_positive,q10,q50,q90,flags,"
                    + "percentile,tier,rank and, of an event log, expected_orders,average_order_value,p_no_order,"
                    + "next_order,next_order_from,next_order_until, and at the end value_30d and the like for each further"
                    + " horizon of the model (default: standard output).")
    private @Nullable Path out;

    @Option(
            names = "--discount",
            paramLabel = "RATE",
            description = "Adds the column discounted_value: the value of an event log's customer at the time of --at,"
                    + " at this rate a year, such as 0.1 for 10 %%.")
    private @Nullable Double discount;

    private ScoringSummary summary = new ScoringSummary(0, Map.of(), null, List.of());
    private int scored;
    private boolean ordersKnown;

    ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(out);
        input.requireNotInput(out, "--out");
        if (discount != null && !(discount >= 0 && discount < 1)) {
            throw new UsageException(
                    "--discount must be from 0 to below 1, such as 0.1 for 10 % a year, was " + discount);
        }
        if (input.isTable()) {
            if (discount != null) {
                throw new UsageException("--discount needs an event log, as a plain table does not tell when customers"
                        + " will spend; leave it out");
            }
            scoreTable();
        } else {
            scoreLog();
        }
        return 0;
    }

    private void scoreLog() throws IOException {
        ClvModel model = input.logModel();
        if (input.isLarge()) {
            try (StoredLog log = input.store(terminal)) {
                Instant instant = input.at(log);
                score(
                        model,
                        log,
                        instant,
                        log.customerCount(),
                        (executor, each) -> model.score(log, instant, executor, each));
            }
        } else {
            EventLog log = input.log(terminal);
            Instant instant = input.at(log);
            List<String> customers = LogInput.knownBefore(log, instant);
            score(
                    model,
                    log,
                    instant,
                    customers.size(),
                    (executor, each) -> model.score(log, customers, instant, executor, each));
        }
        total();
        input.cautions(summary.cautions(), terminal);
        if (scored > summary.flagged(PredictionFlag.COLD_START) && !ordersKnown) {
            String leftOut = model.summary().settings().get("purchase model");
            terminal.note(
                    "the model does not know about orders: columns from expected_orders on are empty. %s",
                    leftOut == null
                            ? "Train it again, and leave \"training.purchaseModel\" of --config out."
                            : "Its purchase model was " + leftOut + ". Mend that, or add \"orders\" to"
                                    + " \"training.targets\" of --config, and train it again.");
        }
    }

    /** Scores a log on some threads, and hands over each prediction. */
    private interface Scoring {
        ScoringSummary run(Executor executor, BiConsumer<String, ClvPrediction> each);
    }

    private void score(ClvModel model, LogFacts log, Instant instant, int customers, Scoring scoring)
            throws IOException {
        ExecutorService executor = Processors.others();
        try {
            Destination.write(out, terminal.out(), writer -> {
                ScoreRows rows = ScoreRows.ofLog(new CsvRows(writer), log.zone(), discount, model.horizons());
                try (Terminal.Progress progress = terminal.progress("scoring", customers)) {
                    summary = scoring.run(executor, (customer, prediction) -> {
                        rows.write(customer, prediction);
                        ordersKnown |= prediction.orders() != null;
                        progress.at(++scored);
                    });
                }
                LogInput.requireKnown(scored > 0, log, instant);
            });
        } finally {
            executor.shutdownNow();
        }
        terminal.note("scored %d customers as of %s%s", scored, instant, flags());
    }

    private void scoreTable() throws IOException {
        TableModel model = input.tableModel();
        Table all = input.table();
        Table rows = input.rows(all, model, terminal);
        Destination.write(out, terminal.out(), writer -> {
            ScoreRows scores = ScoreRows.ofTable(new CsvRows(writer));
            summary = model.score(rows, scores::write);
        });
        terminal.note("scored %d rows%s", summary.predictions(), flags());
        total();
        input.cautions(summary.cautions(), terminal);
    }

    private void total() {
        if (summary.total() != null) {
            terminal.note("%s", summary.total().sentence());
        }
    }

    /** How many predictions carry each flag, for instance {@code "; flagged: 3 cold_start (1.5 %)"}. */
    private String flags() {
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
