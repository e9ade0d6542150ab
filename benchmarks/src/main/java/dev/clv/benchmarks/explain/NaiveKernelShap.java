package dev.clv.benchmarks.explain;

import dev.clv.explain.PredictFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Kernel SHAP as the paper has it (Lundberg, Lee 2017), for comparison only: coalitions drawn by the Shapley kernel,
 * each with its complement, every one predicted against the whole background, one weighted least squares, no
 * regularisation.
 */
final class NaiveKernelShap {

    private final PredictFunction predictor;
    private final double[][] background;
    private final double baseValue;
    private final int samples;

    NaiveKernelShap(PredictFunction predictor, double[][] background, int samples) {
        this.predictor = predictor;
        this.background = background;
        this.samples = samples;
        baseValue = mean(predictor.predict(background));
    }

    double[] explain(double[] row, long seed) {
        int d = row.length;
        double total = predictor.predict(new double[][] {row})[0] - baseValue;
        List<boolean[]> coalitions = draw(d, new Random(seed));
        // The last value is what the others leave of the total, so that d - 1 are free.
        DMatrixRMaj left = new DMatrixRMaj(d - 1, d - 1);
        DMatrixRMaj right = new DMatrixRMaj(d - 1, 1);
        double[] z = new double[d - 1];
        for (boolean[] coalition : coalitions) {
            double last = coalition[d - 1] ? 1 : 0;
            double y = value(coalition, row) - baseValue - last * total;
            for (int i = 0; i < d - 1; i++) {
                z[i] = (coalition[i] ? 1 : 0) - last;
            }
            for (int i = 0; i < d - 1; i++) {
                right.add(i, 0, z[i] * y);
                for (int j = 0; j < d - 1; j++) {
                    left.add(i, j, z[i] * z[j]);
                }
            }
        }
        DMatrixRMaj free = new DMatrixRMaj(d - 1, 1);
        if (!CommonOps_DDRM.solve(left, right, free)) {
            throw new IllegalStateException("too few coalitions to tell the columns apart: " + coalitions.size());
        }
        double[] values = new double[d];
        double sum = 0;
        for (int i = 0; i < d - 1; i++) {
            values[i] = free.get(i);
            sum += values[i];
        }
        values[d - 1] = total - sum;
        return values;
    }

    private List<boolean[]> draw(int d, Random random) {
        double[] cumulative = new double[d];
        for (int size = 1; size < d; size++) {
            cumulative[size] = cumulative[size - 1] + (d - 1.0) / (size * (d - size));
        }
        List<boolean[]> coalitions = new ArrayList<>();
        while (coalitions.size() < samples) {
            double u = random.nextDouble() * cumulative[d - 1];
            int size = 1;
            while (cumulative[size] < u) {
                size++;
            }
            boolean[] coalition = new boolean[d];
            boolean[] complement = new boolean[d];
            for (int j = 0, left = size; j < d; j++) {
                coalition[j] = random.nextInt(d - j) < left;
                left -= coalition[j] ? 1 : 0;
                complement[j] = !coalition[j];
            }
            coalitions.add(coalition);
            coalitions.add(complement);
        }
        return coalitions;
    }

    private double value(boolean[] coalition, double[] row) {
        double[][] mixed = new double[background.length][];
        for (int b = 0; b < mixed.length; b++) {
            mixed[b] = background[b].clone();
            for (int j = 0; j < row.length; j++) {
                if (coalition[j]) {
                    mixed[b][j] = row[j];
                }
            }
        }
        return mean(predictor.predict(mixed));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
