package dev.clv.decide.churn;

import dev.clv.evaluate.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What acting on alerts is expected to save, in the model's currency over its horizon. How many of those who would have
 * left stay because of it, no log tells: that is an assumption until an experiment with a control group has shown it.
 * Immutable.
 *
 * @param alerts how many
 * @param valueAtRisk of all of them together
 * @param leastKept the smallest share of would-be churners whom an alert keeps; in [0, 1]
 * @param mostKept the largest; at least {@code leastKept}
 * @param expected the expected value saved, at the smallest and at the largest share
 * @param interval in which the value saved lies with a probability of 80 %: the tenth percentile at the smallest share
 *     and the ninetieth at the largest, by who churns and who is kept. That a season or a year may move all
 *     probabilities together is not in it
 */
public record Saving(
        int alerts, double valueAtRisk, double leastKept, double mostKept, Interval expected, Interval interval) {

    private static final int DRAWS = 1_000;
    private static final long SEED = 42;
    private static final double TAIL = 0.1;

    /** Of alerts, each of which is decided on its own. */
    static Saving of(List<ChurnRisk> alerts, double leastKept, double mostKept) {
        double atRisk = alerts.stream().mapToDouble(ChurnRisk::valueAtRisk).sum();
        return new Saving(
                alerts.size(),
                atRisk,
                leastKept,
                mostKept,
                new Interval(leastKept * atRisk, mostKept * atRisk),
                new Interval(quantile(alerts, leastKept, TAIL), quantile(alerts, mostKept, 1 - TAIL)));
    }

    /** By simulation, as a few large customers may make up most of a sum that is not normal at all. */
    private static double quantile(List<ChurnRisk> alerts, double kept, double level) {
        double[] sums = new double[DRAWS];
        SplittableRandom random = new SplittableRandom(SEED);
        for (ChurnRisk alert : alerts) {
            double saved = kept * alert.churnProbability();
            for (int draw = 0; draw < DRAWS; draw++) {
                sums[draw] += random.nextDouble() < saved ? alert.ifStaying() : 0;
            }
        }
        Arrays.sort(sums);
        return sums[(int) Math.round(level * (DRAWS - 1))];
    }

    /**
     * In words.
     *
     * @param currency of the amounts, as an ISO 4217 code, or {@code XXX}
     */
    public String sentence(String currency) {
        return String.format(
                Locale.ROOT,
                "%,d alerts with %s at risk. If they keep %s of those who would leave, %s are saved, with a probability of"
                        + " 80 %%.",
                alerts,
                Reasons.amount(valueAtRisk, currency),
                share(leastKept, mostKept),
                Reasons.amount(interval.low(), "XXX") + " to " + Reasons.amount(interval.high(), currency));
    }

    private static String share(double least, double most) {
        return least == most
                ? Reasons.percent(least)
                : Reasons.percent(least).replace(" %", "") + " to " + Reasons.percent(most);
    }
}
