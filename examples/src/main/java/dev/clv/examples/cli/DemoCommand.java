package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import dev.clv.reason.Explanation;
import dev.clv.reason.Reference;
import dev.clv.reason.Wording;
import dev.clv.report.ModelReport;
import dev.clv.report.ReportPage;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "The whole story on simulated customers: train, compare with what happened and with the true"
                + " values, explain, save, reload. Needs no input.",
        footerHeading = "%nExamples:%n",
        footer = {"  clv demo"})
final class DemoCommand implements Callable<Integer> {

    private static final Duration HORIZON = Duration.ofDays(180);
    private static final int DAYS = 3 * 365;

    /** Enough origins for the training windows to cover every season. */
    private static final int ORIGINS = 6;

    private static final Duration STEP = Duration.ofDays(30);

    private final Terminal terminal;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "2500",
            description = "How many customers to simulate (default: ${DEFAULT-VALUE}).")
    private int customers;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Same seed, same story (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--report", paramLabel = "FILE", description = "Also writes a page for the business, as HTML.")
    private @Nullable Path report;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(report);
        ShopSimulation shop = ShopSimulation.builder()
                .customers(customers)
                .days(DAYS)
                .seed(seed)
                .build();
        EventLog log = shop.log();
        // The model is trained on what was known when its last label window ended, and judged on the window after that.
        Horizon horizon = new Horizon(HORIZON);
        Instant today = horizon.before(shop.end(), ZoneOffset.UTC);
        Instant cutoff = horizon.before(today, ZoneOffset.UTC);
        say(
                "1. A simulated shop: %d customers and %d events from %s to %s.",
                customers, log.size(), day(shop.start()), day(shop.end()));

        ClvModel model = train(log, cutoff);
        say(
                "2. A model of the net spend in %s, trained on %d rows of %d customers as of %s and before.",
                horizon, model.summary().rows(), model.summary().customers(), day(cutoff));

        say("3. Its predictions as of %s against what happened until %s:", day(today), day(shop.end()));
        Evaluation evaluation = model.evaluate(log, today);
        Scores best = bestAchievable(shop, log, today);
        terminal.out().print(table(evaluation, best));
        evaluation.losses().forEach(loss -> say("%s", loss));
        say(
                "   The true expected value, which no log reveals, is the best that any model could do;"
                        + " the model's nGini is %.0f %% of its.",
                100 * evaluation.model().get(Metric.NGINI) / best.get(Metric.NGINI));

        List<String> known = Population.buyersBefore(log, today);
        List<ClvPrediction> predictions = model.predict(log, known, today);
        String customer = known.get(mostValuable(predictions));
        say("4. Why customer %s is worth most, in %s:", customer, model.currency());
        Explanation explanation = model.explain(log.history(customer), today, Reference.averageCustomer());
        Wording english = Wording.in(Locale.ENGLISH);
        terminal.out().print(ExplanationText.table(explanation, english));
        terminal.out().print(ExplanationText.sentences(explanation, english, 2));

        saveAndReload(model, log, known, today, predictions);
        if (report != null) {
            ReportPage page = ReportCommand.page(ModelReport.of(model), log, today);
            Destination.write(report, terminal.out(), writer -> writer.write(page.html()));
            say("6. The page for the business is in %s; open it in a browser.", report);
        }
        return 0;
    }

    private ClvModel train(EventLog log, Instant cutoff) {
        try (TrainingProgress progress = new TrainingProgress(terminal)) {
            return ClvModel.builder()
                    .horizon(HORIZON)
                    .origins(ORIGINS, STEP)
                    .threads(Runtime.getRuntime().availableProcessors())
                    .listener(progress)
                    .train(log, cutoff);
        }
    }

    private static Scores bestAchievable(ShopSimulation shop, EventLog log, Instant today) {
        SortedMap<String, Double> expected = shop.expectedValues(today, HORIZON);
        LabelWindow window = LabelWindow.observed(log, today, new Horizon(HORIZON));
        double[] truth = expected.keySet().stream()
                .mapToDouble(customer -> window.label(log.history(customer)).value())
                .toArray();
        return Scores.of(
                expected.values().stream()
                        .mapToDouble(value -> Math.max(0, value))
                        .toArray(),
                truth);
    }

    private static ScoresTable table(Evaluation evaluation, Scores best) {
        ScoresTable table = new ScoresTable();
        evaluation.baselines().forEach(table::row);
        return table.row("model", evaluation.model()).row("best achievable", best);
    }

    private static int mostValuable(List<ClvPrediction> predictions) {
        return IntStream.range(0, predictions.size())
                .boxed()
                .max(Comparator.comparingDouble(i -> predictions.get(i).value()))
                .orElseThrow();
    }

    private void saveAndReload(
            ClvModel model, EventLog log, List<String> customers, Instant at, List<ClvPrediction> predictions)
            throws IOException {
        Path file = Files.createTempFile("demo", ".clvm");
        try {
            model.save(file);
            List<ClvPrediction> again = ClvModel.load(file).predict(log, customers, at);
            for (int i = 0; i < again.size(); i++) {
                if (again.get(i).value() != predictions.get(i).value()) {
                    throw new IllegalStateException("the reloaded model predicts something else");
                }
            }
            say(
                    "5. Saved into one file of %d KB and reloaded: all %d predictions are the same, bit for bit.",
                    Files.size(file) / 1024, again.size());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void say(String format, Object... arguments) {
        terminal.out().println(String.format(Locale.ROOT, format, arguments));
    }

    private static String day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
