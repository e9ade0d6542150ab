package dev.clv.decide.uplift;

import dev.clv.caution.Caution;
import dev.clv.decide.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Measures everything of an {@link UpliftEvaluation} on the same resamples. Not thread-safe. */
final class Judgement {

    private static final int RESAMPLES = 200;
    private static final long SEED = 42;
    private static final int DECILES = 10;

    private final Experiment experiment;
    private final UpliftEffects effects;
    private final OfferTerms terms;

    /** Rows in an order that does not depend on where they stand, so that sums and draws do not either. */
    private final int[] order;

    private final int arms;
    private final int rows;
    private final List<double[]> resamples = new ArrayList<>();

    Judgement(Experiment experiment, UpliftEffects effects, OfferTerms terms) {
        if (experiment.rows() != effects.rows() || !experiment.arms().equals(effects.arms())) {
            throw new IllegalArgumentException("effects of " + effects.rows() + " rows and the arms " + effects.arms()
                    + " cannot be judged by " + experiment.rows() + " rows and the arms " + experiment.arms()
                    + "; hand in the rows that the effects are of");
        }
        int[] counts = experiment.counts();
        for (int a = 0; a < counts.length; a++) {
            if (counts[a] < Experiment.FEWEST) {
                throw new IllegalArgumentException("the arm '"
                        + experiment.arms().get(a) + "' has " + counts[a] + " rows to judge by, and at least "
                        + Experiment.FEWEST + " are needed; judge more rows");
            }
        }
        terms.requireKnown(experiment.treatments());
        this.experiment = experiment;
        this.effects = effects;
        this.terms = terms;
        this.order = experiment.order();
        this.arms = experiment.arms().size();
        this.rows = experiment.rows();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int b = 0; b < RESAMPLES; b++) {
            double[] drawn = new double[rows];
            for (int i = 0; i < rows; i++) {
                drawn[random.nextInt(rows)]++;
            }
            resamples.add(drawn);
        }
    }

    UpliftEvaluation evaluation() {
        List<UpliftEvaluation.Treatment> treatments = new ArrayList<>();
        for (int a = 1; a < arms; a++) {
            treatments.add(treatment(a));
        }
        int[] chosen = IntStream.of(order).map(this::best).toArray();
        List<UpliftEvaluation.Policy> policies = new ArrayList<>();
        policies.add(policy("model", chosen));
        double[][] scores = new double[arms + 1][];
        scores[arms] = scores(chosen);
        int fixed = 0;
        for (int a = 0; a < arms; a++) {
            int[] same = new int[rows];
            Arrays.fill(same, a);
            scores[a] = scores(same);
            fixed = UpliftEvaluation.mean(scores[a]) > UpliftEvaluation.mean(scores[fixed]) ? a : fixed;
            policies.add(policy(
                    a == 0
                            ? "nobody"
                            : UpliftEvaluation.everybody(experiment.arms().get(a)),
                    same));
        }
        policies.add(atRandom(policies.subList(1, arms + 1), scores));
        double[] gains = new double[rows];
        for (int i = 0; i < rows; i++) {
            gains[i] = scores[arms][i] - scores[fixed][i];
        }
        return new UpliftEvaluation(
                rows, experiment.assignment().toString(), treatments, policies, mean(gains), cautions(treatments));
    }

    private static List<Caution> cautions(List<UpliftEvaluation.Treatment> treatments) {
        List<String> same = treatments.stream()
                .filter(treatment -> !treatment.tellsApart())
                .map(treatment -> "'" + treatment.treatment() + "'")
                .toList();
        return same.isEmpty()
                ? List.of()
                : List.of(Caution.of(
                        "no_uplift_order",
                        "There is not enough evidence that some customers respond to %s more than others (of %d treatments"
                                + " that were judged), so that the order of their scores is to be taken for chance. Give such"
                                + " a treatment to everybody or to nobody, or run a larger experiment.",
                        String.join(", ", same),
                        treatments.size()));
    }

    private UpliftEvaluation.Treatment treatment(int a) {
        int[] both = IntStream.range(0, rows)
                .filter(i -> experiment.armIndex(order[i]) == 0 || experiment.armIndex(order[i]) == a)
                .toArray();
        double[] scores = new double[both.length];
        boolean[] treated = new boolean[both.length];
        double[] outcomes = new double[both.length];
        double[] weights = new double[both.length];
        for (int j = 0; j < both.length; j++) {
            int row = order[both[j]];
            scores[j] = effects.effect(row, a);
            treated[j] = experiment.armIndex(row) == a;
            outcomes[j] = experiment.outcome(row);
            weights[j] = 1 / effects.propensities(row)[experiment.armIndex(row)];
        }
        QiniCurve curve = new QiniCurve(scores, treated, outcomes, weights);
        QiniCurve.Reading read = curve.read(ones(both.length));
        List<QiniCurve.Reading> resampled = resamples.stream()
                .map(drawn ->
                        curve.read(IntStream.of(both).mapToDouble(i -> drawn[i]).toArray()))
                .toList();
        Estimate effect = estimate(read, resampled, QiniCurve.Reading::effect);
        Estimate[] observed = new Estimate[DECILES];
        Arrays.setAll(observed, d -> estimate(read, resampled, one -> one.deciles()[d]));
        int counted =
                (int) IntStream.range(0, treated.length).filter(j -> treated[j]).count();
        return new UpliftEvaluation.Treatment(
                experiment.arms().get(a),
                counted,
                both.length - counted,
                effect,
                read.auuc(),
                estimate(read, resampled, QiniCurve.Reading::qini),
                read.effect() == 0 ? Double.NaN : read.qini() / (Math.abs(read.effect()) / 2),
                estimate(read, resampled, one -> one.uplift()[0]),
                estimate(read, resampled, one -> one.uplift()[1]),
                estimate(read, resampled, one -> one.uplift()[2]),
                slope(a),
                UpliftEvaluation.deciles(predicted(scores), observed));
    }

    private static Estimate estimate(
            QiniCurve.Reading read, List<QiniCurve.Reading> resampled, ToDoubleFunction<QiniCurve.Reading> number) {
        return Estimate.of(
                number.applyAsDouble(read),
                resampled.stream().mapToDouble(number).toArray());
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The mean prediction of each tenth, of which a row may be in two. */
    private static double[] predicted(double[] scores) {
        double[] sorted = Arrays.stream(scores).map(score -> -score).sorted().toArray();
        double[] means = new double[DECILES];
        double size = (double) sorted.length / DECILES;
        for (int d = 0; d < DECILES; d++) {
            double sum = 0;
            for (int i = (int) (d * size); i < Math.min(sorted.length, (d + 1) * size); i++) {
                sum -= sorted[i] * (Math.min(i + 1, (d + 1) * size) - Math.max(i, d * size));
            }
            means[d] = sum / size;
        }
        return means;
    }

    /** Of doubly robust scores on predicted effects, over all rows. */
    private Estimate slope(int a) {
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = effects.effect(order[i], a);
            y[i] = score(order[i], a) - score(order[i], 0);
        }
        return Estimate.of(
                slope(x, y, ones(rows)),
                resamples.stream().mapToDouble(drawn -> slope(x, y, drawn)).toArray());
    }

    private static double slope(double[] x, double[] y, double[] counts) {
        double n = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        double shift = x[0];
        for (int i = 0; i < x.length; i++) {
            double c = counts[i];
            double d = x[i] - shift;
            n += c;
            sumX += c * d;
            sumY += c * y[i];
            sumXx += c * d * d;
            sumXy += c * d * y[i];
        }
        double variance = sumXx / n - sumX / n * (sumX / n);
        return variance > 1e-18 ? (sumXy / n - sumX / n * (sumY / n)) / variance : Double.NaN;
    }

    private double score(int row, int arm) {
        return EffectTraining.score(
                experiment.armIndex(row),
                experiment.outcome(row),
                effects.outcomes(row),
                effects.propensities(row),
                arm);
    }

    /** The arm with the highest predicted net value; the control, or the first, of equal ones. */
    private int best(int row) {
        int best = 0;
        double highest = 0;
        for (int a = 1; a < arms; a++) {
            double net = terms.worth() * effects.effect(row, a) - cost(a);
            if (net > highest) {
                highest = net;
                best = a;
            }
        }
        return best;
    }

    private double cost(int arm) {
        return arm == 0 ? 0 : terms.cost(experiment.arms().get(arm));
    }

    /** The doubly robust net value of each row in the arm chosen for it. */
    private double[] scores(int[] chosen) {
        double[] scores = new double[rows];
        for (int i = 0; i < rows; i++) {
            scores[i] = terms.worth() * score(order[i], chosen[i]) - cost(chosen[i]);
        }
        return scores;
    }

    private Estimate mean(double[] values) {
        return Estimate.of(
                UpliftEvaluation.mean(values),
                resamples.stream()
                        .mapToDouble(drawn -> {
                            double sum = 0;
                            for (int i = 0; i < rows; i++) {
                                sum += drawn[i] * values[i];
                            }
                            return sum / rows;
                        })
                        .toArray());
    }

    private UpliftEvaluation.Policy policy(String name, int[] chosen) {
        double[] counts = new double[arms];
        double[] weights = new double[arms];
        double[] sums = new double[arms];
        for (int i = 0; i < rows; i++) {
            int row = order[i];
            int arm = chosen[i];
            counts[arm]++;
            if (experiment.armIndex(row) == arm) {
                double weight = 1 / effects.propensities(row)[arm];
                weights[arm] += weight;
                sums[arm] += weight * (terms.worth() * experiment.outcome(row) - cost(arm));
            }
        }
        double ips = 0;
        double selfNormalised = 0;
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int a = 0; a < arms; a++) {
            ips += sums[a] / rows;
            selfNormalised += weights[a] > 0 ? counts[a] / rows * sums[a] / weights[a] : 0;
            shares.put(experiment.arms().get(a), counts[a] / rows);
        }
        return new UpliftEvaluation.Policy(name, shares, ips, selfNormalised, mean(scores(chosen)));
    }

    /** The mean of giving everybody each arm. */
    private UpliftEvaluation.Policy atRandom(List<UpliftEvaluation.Policy> fixed, double[][] scores) {
        double[] means = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int a = 0; a < arms; a++) {
                means[i] += scores[a][i] / arms;
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        experiment.arms().forEach(arm -> shares.put(arm, 1.0 / arms));
        return new UpliftEvaluation.Policy(
                "at random",
                shares,
                fixed.stream()
                        .mapToDouble(UpliftEvaluation.Policy::ips)
                        .average()
                        .orElseThrow(),
                fixed.stream()
                        .mapToDouble(UpliftEvaluation.Policy::selfNormalised)
                        .average()
                        .orElseThrow(),
                mean(means));
    }
}
