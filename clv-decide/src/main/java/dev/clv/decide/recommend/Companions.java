package dev.clv.decide.recommend;

import java.util.Arrays;

/**
 * What customers like this one bought: the mean of the decayed purchases of the k customers whose own are most similar
 * by cosine, weighted by similarity (as the neighbours of TIFU-KNN, Hu et al. 2020).
 */
final class Companions {

    private final Snapshot shop;
    private final int k;
    private final float[] habit; // (pairs), of length 1 for each customer
    private final float[] ofBuyer; // (pairs), the same in the order of buyers

    Companions(Snapshot shop, Decay decay, int k) {
        this.shop = shop;
        this.k = k;
        this.habit = new float[shop.pairs()];
        for (int customer = 0; customer < shop.customers(); customer++) {
            double squares = 0;
            for (int p = shop.pairsFrom(customer); p < shop.pairsTo(customer); p++) {
                double value = shop.habit(p, decay);
                habit[p] = (float) value;
                squares += value * value;
            }
            float length = (float) Math.max(1e-9, Math.sqrt(squares));
            for (int p = shop.pairsFrom(customer); p < shop.pairsTo(customer); p++) {
                habit[p] /= length;
            }
        }
        ofBuyer = new float[habit.length];
        for (int b = 0; b < ofBuyer.length; b++) {
            ofBuyer[b] = habit[shop.buyerPair(b)];
        }
    }

    /** What one thread needs. */
    final class Search {

        private final double[] near = new double[shop.customers()];
        private final int[] met = new int[shop.customers()];

        /** Writes each product's score, 0 where no companion bought it. */
        void score(int customer, double[] scores) {
            Arrays.fill(scores, 0);
            int count = 0;
            for (int p = shop.pairsFrom(customer); p < shop.pairsTo(customer); p++) {
                int product = shop.product(p);
                for (int b = shop.buyersFrom(product); b < shop.buyersTo(product); b++) {
                    int other = shop.buyer(b);
                    if (other != customer) {
                        if (near[other] == 0) {
                            met[count++] = other;
                        }
                        near[other] += habit[p] * ofBuyer[b];
                    }
                }
            }
            Best best = new Best(Math.min(k, count));
            for (int m = 0; m < count; m++) {
                best.offer(met[m], near[met[m]]);
                near[met[m]] = 0;
            }
            Best.Ranked companions = best.take();
            double sum = 1e-9;
            for (float value : companions.values()) {
                sum += value;
            }
            for (int c = 0; c < companions.items().length; c++) {
                int companion = companions.items()[c];
                double share = companions.values()[c] / sum;
                for (int p = shop.pairsFrom(companion); p < shop.pairsTo(companion); p++) {
                    scores[shop.product(p)] += share * habit[p];
                }
            }
        }
    }
}
