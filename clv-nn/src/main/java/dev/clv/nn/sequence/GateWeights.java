package dev.clv.nn.sequence;

import dev.clv.nn.math.SplitMix;
import org.ejml.data.DMatrixRMaj;

/** How the weights of gates, which lie side by side, start: each gate's for itself. */
final class GateWeights {

    private GateWeights() {}

    /** Uniform with limit sqrt(6 / (F + H)) (Glorot and Bengio 2010, equation 16), for weights (F, G H). */
    static void glorot(DMatrixRMaj weights, int hidden, SplitMix random) {
        double limit = Math.sqrt(6.0 / (weights.numRows + hidden));
        for (int i = 0; i < weights.getNumElements(); i++) {
            weights.data[i] = random.nextSymmetric(limit);
        }
    }

    /**
     * Random orthogonal matrices, which neither stretch nor shrink a state (Saxe, McClelland and Ganguli 2014), for
     * weights (H, G H): the rows of a random matrix, made orthogonal one after the other (Gram and Schmidt).
     */
    static void orthogonal(DMatrixRMaj weights, SplitMix random) {
        int hidden = weights.numRows;
        for (int gate = 0; gate < weights.numCols / hidden; gate++) {
            double[][] rows = new double[hidden][hidden];
            for (int i = 0; i < hidden; i++) {
                do {
                    draw(rows[i], random);
                } while (!makeOrthogonal(rows, i));
                System.arraycopy(rows[i], 0, weights.data, i * weights.numCols + gate * hidden, hidden);
            }
        }
    }

    /** A sum of four uniforms is near enough to normal for the direction to prefer no axis. */
    private static void draw(double[] row, SplitMix random) {
        for (int j = 0; j < row.length; j++) {
            row[j] = random.nextSymmetric(1)
                    + random.nextSymmetric(1)
                    + random.nextSymmetric(1)
                    + random.nextSymmetric(1);
        }
    }

    /** Twice, because the first time leaves rounding; false if next to nothing is left of the row. */
    private static boolean makeOrthogonal(double[][] rows, int i) {
        for (int time = 0; time < 2; time++) {
            for (int k = 0; k < i; k++) {
                double share = dot(rows[i], rows[k]);
                for (int j = 0; j < rows[i].length; j++) {
                    rows[i][j] -= share * rows[k][j];
                }
            }
            double norm = Math.sqrt(dot(rows[i], rows[i]));
            if (norm < 1e-3) {
                return false;
            }
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] /= norm;
            }
        }
        return true;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
