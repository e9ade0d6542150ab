package dev.clv.decide.recommend;

import dev.clv.nn.math.SplitMix;
import java.util.function.IntUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Vectors of customers and products whose products are near 1 for what was bought and near 0 for all else, by
 * alternating least squares on implicit feedback (Hu, Koren and Volinsky 2008) with the weight and the regularisation
 * of Rendle et al. (2022): what was not bought counts a0 each, and a vector is regularised by what it is fitted to.
 */
final class Factors {

    private static final double UNBOUGHT = 0.5;
    private static final double REGULARIZATION = 0.003;
    private static final double SPREAD = 0.1;

    private final int size;
    private final double[] customers; // (customers x size)
    private final double[] products; // (products x size)

    private Factors(int size, double[] customers, double[] products) {
        this.size = size;
        this.customers = customers;
        this.products = products;
    }

    /**
     * Fits the vectors.
     *
     * @param size of a vector, at least 1
     * @param rounds how often both sides are solved
     */
    static Factors of(Snapshot shop, int size, int rounds, long seed) {
        SplitMix random = new SplitMix(seed);
        Factors factors =
                new Factors(size, random(shop.customers(), size, random), random(shop.products(), size, random));
        Side side = new Side(size);
        for (int round = 0; round < rounds; round++) {
            for (int c = 0; c < shop.customers(); c++) {
                if (c == 0) {
                    side.begin(factors.products, shop.products());
                }
                int from = shop.pairsFrom(c);
                side.solve(shop.pairsTo(c) - from, n -> shop.product(from + n), factors.customers, c);
            }
            for (int j = 0; j < shop.products(); j++) {
                if (j == 0) {
                    side.begin(factors.customers, shop.customers());
                }
                int from = shop.buyersFrom(j);
                side.solve(shop.buyerCount(j), n -> shop.buyer(from + n), factors.products, j);
            }
        }
        return factors;
    }

    private static double[] random(int rows, int size, SplitMix random) {
        double[] values = new double[rows * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextSymmetric(SPREAD / Math.sqrt(size));
        }
        return values;
    }

    /** What the vectors minimise, on every pair of a customer and a product: slow, for tests. */
    double loss(Snapshot shop) {
        double loss = 0;
        double[] scores = new double[shop.products()];
        for (int c = 0; c < shop.customers(); c++) {
            score(c, scores);
            for (double score : scores) {
                loss += UNBOUGHT * score * score;
            }
            for (int p = shop.pairsFrom(c); p < shop.pairsTo(c); p++) {
                double miss = 1 - scores[shop.product(p)];
                loss += miss * miss;
            }
            double ridge = shop.pairsTo(c) - shop.pairsFrom(c) + UNBOUGHT * shop.products();
            loss += REGULARIZATION * ridge * squares(customers, c);
        }
        for (int j = 0; j < shop.products(); j++) {
            double ridge = shop.buyerCount(j) + UNBOUGHT * shop.customers();
            loss += REGULARIZATION * ridge * squares(products, j);
        }
        return loss;
    }

    private double squares(double[] vectors, int at) {
        double sum = 0;
        for (int f = 0; f < size; f++) {
            sum += vectors[at * size + f] * vectors[at * size + f];
        }
        return sum;
    }

    /** Writes the product of a customer's vector with each product's. */
    void score(int customer, double[] scores) {
        for (int j = 0; j < scores.length; j++) {
            double sum = 0;
            for (int f = 0; f < size; f++) {
                sum += customers[customer * size + f] * products[j * size + f];
            }
            scores[j] = sum;
        }
    }

    /** Solves the vectors of one side, given the other's. */
    private static final class Side {

        private final int size;
        private final DMatrixRMaj all; // a0 times the sum of all outer products of the other side
        private final DMatrixRMaj matrix;
        private final DMatrixRMaj right;
        private final DMatrixRMaj solution;
        private final LinearSolverDense<DMatrixRMaj> solver;
        private double[] other = {};
        private int others;

        Side(int size) {
            this.size = size;
            all = new DMatrixRMaj(size, size);
            matrix = new DMatrixRMaj(size, size);
            right = new DMatrixRMaj(size, 1);
            solution = new DMatrixRMaj(size, 1);
            solver = LinearSolverFactory_DDRM.chol(size);
        }

        void begin(double[] vectors, int count) {
            other = vectors;
            others = count;
            all.zero();
            for (int i = 0; i < count; i++) {
                addOuter(i, UNBOUGHT, all.data);
            }
        }

        void solve(int count, IntUnaryOperator item, double[] into, int at) {
            System.arraycopy(all.data, 0, matrix.data, 0, matrix.data.length);
            right.zero();
            for (int n = 0; n < count; n++) {
                int i = item.applyAsInt(n);
                addOuter(i, 1, matrix.data);
                for (int f = 0; f < size; f++) {
                    right.data[f] += other[i * size + f];
                }
            }
            double ridge = REGULARIZATION * (count + UNBOUGHT * others);
            for (int f = 0; f < size; f++) {
                matrix.data[f * size + f] += ridge;
                for (int g = 0; g < f; g++) {
                    matrix.data[g * size + f] = matrix.data[f * size + g];
                }
            }
            if (!solver.setA(matrix)) {
                throw new IllegalStateException("the regularised matrix must be positive definite");
            }
            solver.solve(right, solution);
            System.arraycopy(solution.data, 0, into, at * size, size);
        }

        /** Adds the lower triangle of a vector's outer product with itself. */
        private void addOuter(int i, double times, double[] sum) {
            int from = i * size;
            for (int f = 0; f < size; f++) {
                double value = times * other[from + f];
                int row = f * size;
                for (int g = 0; g <= f; g++) {
                    sum[row + g] += value * other[from + g];
                }
            }
        }
    }
}
