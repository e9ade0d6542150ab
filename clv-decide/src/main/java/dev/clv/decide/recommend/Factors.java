package dev.clv.decide.recommend;

import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Vectors of customers and products whose products are near 1 for what was bought and near 0 for all else, by
 * alternating least squares on implicit feedback (Hu, Koren and Volinsky 2008) with the weight and the regularisation
 * of Rendle et al. (2022): what was not bought counts a0 each, and a vector is regularised by what it is fitted to. A
 * vector is improved one coordinate after another (Pilászy, Zibriczky and Tikk 2010), for a fraction of the time of
 * solving for all of it at once.
 */
final class Factors {

    private static final double UNBOUGHT = 0.5;
    private static final double REGULARIZATION = 0.003;
    private static final double SPREAD = 0.1;

    private final int size;
    private final double[] customers; // (customers x size)
    private final double[] products; // (products x size)
    private final double[] turned; // (size x products)

    private Factors(int size, double[] customers, double[] products) {
        this.size = size;
        this.customers = customers;
        this.products = products;
        int count = products.length / size;
        turned = new double[products.length];
        for (int i = 0; i < products.length; i++) {
            turned[i % size * count + i / size] = products[i];
        }
    }

    /**
     * Fits the vectors.
     *
     * @param size of a vector, at least 1
     * @param rounds how often both sides are improved
     */
    static Factors of(Snapshot shop, int size, int rounds, long seed) {
        SplitMix random = new SplitMix(seed);
        double[] customers = random(shop.customers(), size, random);
        double[] products = random(shop.products(), size, random);
        for (int round = 0; round < rounds; round++) {
            Side ofCustomers = new Side(size, products);
            for (int c = 0; c < shop.customers(); c++) {
                int from = shop.pairsFrom(c);
                ofCustomers.improve(customers, c, shop.pairsTo(c) - from, n -> shop.product(from + n));
            }
            Side ofProducts = new Side(size, customers);
            for (int j = 0; j < shop.products(); j++) {
                int from = shop.buyersFrom(j);
                ofProducts.improve(products, j, shop.buyerCount(j), n -> shop.buyer(from + n));
            }
        }
        return new Factors(size, customers, products);
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
        Arrays.fill(scores, 0);
        for (int f = 0; f < size; f++) {
            addTo(scores, scores.length, customers[customer * size + f], turned, f * scores.length);
        }
    }

    private static void addTo(double[] sums, int count, double times, double[] values, int from) {
        for (int i = 0; i < count; i++) {
            sums[i] += times * values[from + i];
        }
    }

    /** Improves the vectors of one side, given the other's. Not thread-safe. */
    private static final class Side {

        private final int size;
        private final double[] other;
        private final double[] all; // (size x size): a0 times the sum of all outer products of the other side
        private final double[] pull; // (size): of all, on each coordinate
        private int[] starts = {}; // (count): of those vectors in other
        private double[] items = {}; // (size x count): the other side's vectors of what was bought
        private double[] miss = {}; // (count): by how much each product of vectors is above 1

        Side(int size, double[] other) {
            this.size = size;
            this.other = other;
            all = new double[size * size];
            pull = new double[size];
            for (int from = 0; from < other.length; from += size) {
                for (int f = 0; f < size; f++) {
                    double value = UNBOUGHT * other[from + f];
                    for (int g = 0; g < size; g++) {
                        all[f * size + g] += value * other[from + g];
                    }
                }
            }
        }

        /** Puts each coordinate of a vector where the loss is least as the others are. */
        void improve(double[] vectors, int at, int count, IntUnaryOperator item) {
            int own = at * size;
            gather(vectors, own, count, item);
            double ridge = REGULARIZATION * (count + UNBOUGHT * (other.length / size));
            for (int f = 0; f < size; f++) {
                double slope = pull[f] + ridge * vectors[own + f];
                double curve = all[f * size + f] + ridge;
                for (int n = 0; n < count; n++) {
                    double value = items[f * count + n];
                    slope += value * miss[n];
                    curve += value * value;
                }
                double step = -slope / curve;
                vectors[own + f] += step;
                addTo(miss, count, step, items, f * count);
                addTo(pull, size, step, all, f * size);
            }
        }

        private void gather(double[] vectors, int own, int count, IntUnaryOperator item) {
            if (miss.length < count) {
                starts = new int[count];
                miss = new double[count];
                items = new double[count * size];
            }
            for (int n = 0; n < count; n++) {
                starts[n] = item.applyAsInt(n) * size;
            }
            Arrays.fill(pull, 0);
            Arrays.fill(miss, 0, count, -1);
            for (int f = 0; f < size; f++) {
                for (int n = 0; n < count; n++) {
                    items[f * count + n] = other[starts[n] + f];
                }
                addTo(miss, count, vectors[own + f], items, f * count);
                addTo(pull, size, vectors[own + f], all, f * size);
            }
        }
    }
}
