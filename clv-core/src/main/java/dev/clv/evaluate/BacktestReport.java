package dev.clv.evaluate;

import static java.util.Objects.requireNonNull;

import dev.clv.caution.Caution;
import dev.clv.explain.json.JsonObject;
import dev.clv.internal.StudentT;
import dev.clv.label.Horizon;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a way of training did at several origins in the past. Immutable.
 *
 * @param horizon that was predicted
 * @param rounds one for each origin, the earliest first
 * @param pooled all predictions of all origins together; customers are drawn with their rows of all origins (further
 *     horizons are there if every origin has them)
 */
public record BacktestReport(Duration horizon, List<Round> rounds, Evaluation pooled) {

    private static final String KIND = "backtest";
    private static final int VERSION = 1;
    private static final double TOTAL_LEVEL = 0.8;
    private static final List<Metric> JUDGED =
            List.of(Metric.NGINI, Metric.SPEARMAN_RTB, Metric.AUC, Metric.RMSE_CAP99, Metric.RMSE, Metric.MAE);
    private static final List<Metric> SHOWN = List.of(
            Metric.NGINI,
            Metric.SPEARMAN_RTB,
            Metric.AUC,
            Metric.MAE,
            Metric.RMSE_CAP99,
            Metric.BIAS_PCT,
            Metric.COVERAGE_80,
            Metric.TOP10_COVERAGE_80);

    /**
     * One origin.
     *
     * @param origin as of when was predicted
     * @param cutoff the latest training origin, the longest horizon before
     * @param evaluation on the horizon after the origin
     */
    public record Round(Instant origin, Instant cutoff, Evaluation evaluation) {

        /** The true total as a multiple of the predicted one; NaN if nothing was predicted. */
        public double totalRatio() {
            Scores scores = evaluation.model();
            return scores.sumPredicted() > 0 ? scores.sumTrue() / scores.sumPredicted() : Double.NaN;
        }
    }

    /** Copies the list. */
    public BacktestReport {
        rounds = List.copyOf(rounds);
    }

    /**
     * In which range the next true total plausibly lies, as a multiple of the predicted one: the interval of 80 % of
     * the next of as many normal logarithms as there are origins. It holds season and drift as far as the origins have
     * seen them. Empty with fewer than three origins, or if a total was 0.
     */
    public Optional<Interval> nextTotalRatio() {
        double[] logs = rounds.stream()
                .mapToDouble(round -> StrictMath.log(round.totalRatio()))
                .toArray();
        double sum = 0;
        for (double log : logs) {
            sum += log;
        }
        double mean = sum / logs.length;
        if (logs.length < 3 || !Double.isFinite(mean)) {
            return Optional.empty();
        }
        double squares = 0;
        for (double log : logs) {
            squares += (log - mean) * (log - mean);
        }
        double reach = StudentT.quantile((1 + TOTAL_LEVEL) / 2, logs.length - 1)
                * Math.sqrt(squares / (logs.length - 1) * (1 + 1.0 / logs.length));
        return Optional.of(new Interval(StrictMath.exp(mean - reach), StrictMath.exp(mean + reach)));
    }

    /** What the backtest says, in a few sentences: against each baseline, of totals and of intervals. */
    public List<String> verdict() {
        List<String> sentences = new ArrayList<>();
        pooled.comparisons()
                .forEach((name, comparison) -> sentences.add("Against " + name + " the model is "
                        + Arrays.stream(Verdict.values())
                                .map(verdict -> part(comparison, verdict))
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining("; "))
                        + "."));
        sentences.add(totals());
        if (pooled.model().has(Metric.COVERAGE_80)) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Intervals of 80 %% held %.1f %% of the true values, %.1f %% among the highest tenth; those of 90 %%"
                            + " held %.1f %% and %.1f %%.",
                    100 * pooled.model().get(Metric.COVERAGE_80),
                    100 * pooled.model().get(Metric.TOP10_COVERAGE_80),
                    100 * pooled.model().get(Metric.COVERAGE_90),
                    100 * pooled.model().get(Metric.TOP10_COVERAGE_90)));
        }
        return List.copyOf(sentences);
    }

    /** What the trainings and evaluations caution against: each kind once, with the number of origins that carry it. */
    public List<Caution> cautions() {
        return RepeatedCautions.of(rounds.stream().map(Round::evaluation).toList(), "at %d of %d origins: ");
    }

    private String totals() {
        double[] off = rounds.stream()
                .mapToDouble(round -> round.evaluation().model().get(Metric.BIAS_PCT))
                .filter(bias -> !Double.isNaN(bias))
                .sorted()
                .toArray();
        if (off.length == 0) {
            return "Nobody spent anything in the tested horizons, so that totals cannot be compared.";
        }
        return String.format(
                        Locale.ROOT,
                        "Predicted totals were %+.1f %% to %+.1f %% off the true ones at %d origins",
                        off[0],
                        off[off.length - 1],
                        off.length)
                + nextTotalRatio()
                        .map(range -> String.format(
                                Locale.ROOT,
                                "; by that, the next true total lies between %.2f and %.2f times the predicted one"
                                        + " (80 %%).",
                                range.low(),
                                range.high()))
                        .orElse("; an interval of the next total needs at least 3 origins with spend.");
    }

    /** For instance {@code better on nGini, AUC}; empty if there is no such metric. */
    private static Optional<String> part(Comparison comparison, Verdict verdict) {
        List<String> names = JUDGED.stream()
                .filter(metric -> comparison.is(metric, verdict))
                .map(Metric::label)
                .toList();
        String words = verdict == Verdict.NO_DIFFERENCE ? "not different beyond noise" : verdict.words();
        return names.isEmpty() ? Optional.empty() : Optional.of(words + " on " + String.join(", ", names));
    }

    /**
     * As JSON with a kind and a version: {@code horizon}, {@code rounds}, {@code pooled}, {@code verdict} and
     * {@code cautions}; {@link #fromJson} reads it back to the same bits.
     */
    public String toJson() {
        return JsonObject.of(KIND, VERSION)
                .put("horizon", horizon.toString())
                .put(
                        "rounds",
                        rounds.stream()
                                .map(round -> JsonObject.part()
                                        .put("origin", round.origin().toString())
                                        .put("cutoff", round.cutoff().toString())
                                        .put("evaluation", round.evaluation().json()))
                                .toList())
                .put("pooled", pooled.json())
                .put("verdict", verdict())
                .put("cautions", Caution.toJson(cautions()))
                .toString();
    }

    /**
     * Reads what {@link #toJson} wrote. Members that it does not know are ignored; verdict and cautions are derived
     * again.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static BacktestReport fromJson(String text) {
        JsonObject json = JsonObject.read(text, KIND, VERSION);
        try {
            return new BacktestReport(
                    Duration.parse(json.text("horizon")),
                    json.parts(
                            "rounds",
                            round -> new Round(
                                    Instant.parse(round.text("origin")),
                                    Instant.parse(round.text("cutoff")),
                                    Evaluation.read(round.part("evaluation")))),
                    Evaluation.read(json.part("pooled")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'horizon', 'origin' or 'cutoff' of a backtest is no duration or time; use what toJson() wrote,"
                            + " unchanged",
                    e);
        }
    }

    /** A table of the origins for each horizon, the main one first, then the pooled evaluation, then the verdict. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        appendRounds(text, "origin", Evaluation::model);
        pooled.horizons()
                .keySet()
                .forEach(other -> appendRounds(
                        text,
                        "over " + new Horizon(other),
                        evaluation -> requireNonNull(evaluation.horizons().get(other))));
        text.append("all origins together:").append(System.lineSeparator());
        text.append(pooled);
        verdict().forEach(sentence -> text.append(sentence).append(System.lineSeparator()));
        return text.toString();
    }

    private void appendRounds(StringBuilder text, String head, Function<Evaluation, Scores> ofRound) {
        text.append(String.format(Locale.ROOT, "%-22s%10s", head, "customers"));
        SHOWN.forEach(metric -> text.append(String.format(Locale.ROOT, "%19s", metric.label())));
        text.append(System.lineSeparator());
        for (Round round : rounds) {
            Scores scores = ofRound.apply(round.evaluation());
            text.append(String.format(Locale.ROOT, "%-22s%10d", round.origin(), scores.count()));
            SHOWN.forEach(metric -> text.append(String.format(Locale.ROOT, "%19s", Words.number(scores.get(metric)))));
            text.append(System.lineSeparator());
        }
        text.append(System.lineSeparator());
    }
}
