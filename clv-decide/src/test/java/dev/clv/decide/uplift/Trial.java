package dev.clv.decide.uplift;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An experiment whose effects are known: two features u and v in -1 to 1; the base is 0.4 + 0.2 v, the effect of "a" is
 * 0.1 + 0.2 u, that of "b" is 0.05 for all. The outcome is 0 or 1, or ten times as much with noise.
 */
final class Trial {

    static final FeatureSchema SCHEMA = FeatureSchema.of(List.of(
            Feature.numeric("u", "points", "What decides the effect", "u"),
            Feature.numeric("v", "points", "What decides the base", "v")));

    private Trial() {}

    static Experiment randomised(int rows, long seed) {
        return of(rows, seed, true, true, Assignment.randomised());
    }

    static Experiment amounts(int rows, long seed) {
        return of(rows, seed, false, true, Assignment.randomised());
    }

    /** The treated have a high v, who do better anyway. */
    static Experiment chosen(int rows, long seed, Assignment told) {
        return of(rows, seed, true, false, told);
    }

    private static Experiment of(int rows, long seed, boolean binary, boolean lot, Assignment told) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = new double[rows][];
        double[] y = new double[rows];
        List<String> arms = new ArrayList<>();
        List<RowKey> keys = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double u = 2 * random.nextDouble() - 1;
            double v = 2 * random.nextDouble() - 1;
            double draw =
                    lot ? random.nextDouble() : Math.max(0, Math.min(0.999, 0.75 * random.nextDouble() + 0.25 * v));
            String arm = draw < 1 / 3.0 ? "none" : draw < 2 / 3.0 ? "a" : "b";
            double mean = 0.4 + 0.2 * v + effect(u, arm);
            double noise = random.nextDouble();
            x[i] = new double[] {u, v};
            y[i] = binary ? (noise < mean ? 1 : 0) : 10 * mean + 6 * (noise - 0.5);
            arms.add(arm);
            keys.add(new RowKey(String.format("c%06d", i), Instant.EPOCH));
        }
        return Experiment.of(FeatureMatrix.of(SCHEMA, keys, x), arms, "none", y, told);
    }

    static double effect(double u, String arm) {
        return arm.equals("a") ? 0.1 + 0.2 * u : arm.equals("b") ? 0.05 : 0;
    }

    static double[] truth(Experiment experiment, String arm) {
        return IntStream.range(0, experiment.rows())
                .mapToDouble(row -> effect(experiment.features().get(row, 0), arm))
                .toArray();
    }

    static double[] predicted(UpliftEffects effects, String arm) {
        return IntStream.range(0, effects.rows())
                .mapToDouble(row -> effects.effect(row, arm))
                .toArray();
    }

    static double correlation(double[] x, double[] y) {
        double meanX = UpliftEvaluation.mean(x);
        double meanY = UpliftEvaluation.mean(y);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
