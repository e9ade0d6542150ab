package dev.clv.serve.drift;

import dev.clv.ClvPrediction;
import dev.clv.evaluate.Coverage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Compares predictions at past cutoffs with what came true. The latest one decides; the others show since when. Not
 * thread-safe.
 */
final class OutcomeReview {

    /** Fewer customers than this tell nothing of a model. */
    static final int LEAST_CUSTOMERS = 100;

    private static final double LEAST_BIAS = 0.2;
    private static final double LEAST_CALIBRATION_ERROR = 0.05;
    private static final double LEAST_COVERAGE_GAP = 0.05;
    private static final double COVERED = 0.8;

    private final int trained;
    private final Advice advice;
    private final String currency;
    private final List<Change> changes = new ArrayList<>();
    private final List<DriftReport.Outcome> outcomes = new ArrayList<>();

    /** @param trained how many customers the model was trained on, whose chance is in its level */
    OutcomeReview(int trained, Advice advice, String currency) {
        this.trained = trained;
        this.advice = advice;
        this.currency = currency;
    }

    List<Change> changes() {
        return changes;
    }

    /** In the order in which they were added. */
    List<DriftReport.Outcome> outcomes() {
        return outcomes;
    }

    /**
     * Adds a cutoff, the latest first.
     *
     * @param predicted of each customer
     * @param actual in the same order
     */
    void add(Instant cutoff, List<ClvPrediction> predicted, double[] actual) {
        int customers = actual.length;
        if (customers < LEAST_CUSTOMERS) {
            return;
        }
        double expected = predicted.stream().mapToDouble(ClvPrediction::value).sum();
        double total = IntStream.range(0, customers).mapToDouble(i -> actual[i]).sum();
        boolean distribution = predicted.stream().noneMatch(p -> Double.isNaN(p.probabilityPositive()));
        double expectedBuyers = predicted.stream()
                .mapToDouble(ClvPrediction::probabilityPositive)
                .sum();
        double buyers = IntStream.range(0, customers).filter(i -> actual[i] > 0).count();
        double covered = distribution
                ? IntStream.range(0, customers)
                        .mapToDouble(i -> Coverage.of(predicted.get(i).distribution(), COVERED, actual[i]))
                        .sum()
                : Double.NaN;
        DriftReport.Outcome outcome = new DriftReport.Outcome(
                cutoff.toString(),
                customers,
                expected / customers,
                total / customers,
                distribution ? expectedBuyers / customers : Double.NaN,
                buyers / customers,
                covered / customers);
        outcomes.add(outcome);
        if (outcomes.size() == 1) {
            judge(outcome, cutoff, predicted, actual);
        }
    }

    private void judge(DriftReport.Outcome latest, Instant cutoff, List<ClvPrediction> predicted, double[] actual) {
        int n = latest.customers();
        double inflation = 1 + (double) n / trained;
        double squares = 0;
        double bernoulli = 0;
        for (int i = 0; i < n; i++) {
            double error = actual[i] - predicted.get(i).value();
            double probability = predicted.get(i).probabilityPositive();
            squares += error * error;
            bernoulli += probability * (1 - probability);
        }
        String day = advice.windows().day(cutoff);
        String when =
                String.format(Locale.ROOT, "for %d customers at %s, the latest cutoff whose horizon is over", n, day);
        double level = Math.max(latest.predicted(), latest.actual());
        if (level > 0) {
            double error = Math.sqrt(squares * inflation) / n / level;
            changes.add(change(
                    "predicted total",
                    "bias",
                    Math.abs(latest.predicted() - latest.actual()) / level,
                    LEAST_BIAS,
                    error,
                    String.format(
                            Locale.ROOT,
                            "The model predicted %.4g %s a customer and %.4g came true, %s",
                            latest.predicted(),
                            currency,
                            latest.actual(),
                            when),
                    "check that all purchases since " + day + " have arrived; if they have, "));
        }
        if (!Double.isNaN(latest.coverage())) {
            changes.add(change(
                    "predicted probability of any spend",
                    "calibration_error",
                    Math.abs(latest.expectedShare() - latest.share()),
                    LEAST_CALIBRATION_ERROR,
                    Math.sqrt(bernoulli * inflation) / n,
                    String.format(
                            Locale.ROOT,
                            "The model expected %.1f %% of customers to spend anything and %.1f %% did, %s",
                            100 * latest.expectedShare(),
                            100 * latest.share(),
                            when),
                    "budget by ranks rather than probabilities until then, and "));
            changes.add(change(
                    "80 % intervals",
                    "coverage_gap",
                    Math.max(0, COVERED - latest.coverage()),
                    LEAST_COVERAGE_GAP,
                    Math.sqrt(COVERED * (1 - COVERED) / n * inflation),
                    String.format(
                            Locale.ROOT,
                            "Intervals meant for 80 %% of true values hold %.1f %%, %s",
                            100 * latest.coverage(),
                            when),
                    "take its ranges for too narrow until then, and "));
        }
    }

    private Change change(
            String subject, String statistic, double value, double floor, double error, String what, String first) {
        return new Change(
                DriftKind.OUTCOME,
                subject,
                statistic,
                value,
                floor,
                z -> z * error,
                0,
                what,
                first + "train again on a later cutoff; the log allows any up to "
                        + advice.windows().day(advice.latestCutoff()));
    }
}
