package dev.clv.decide.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * For each product, what those who bought it bought as well: the products j of which i is among the k most similar
 * ones, with the similarity of i and j. Similarities are of sets of customers: cosine (Sarwar et al. 2001), Jaccard, or
 * the logarithm of the likelihood ratio of a 2 x 2 table (Dunning 1993), which is 0 where the two are bought together
 * less often than by chance.
 */
final class Neighbours {

    private final int[] start; // (products + 1)
    private final int[] to; // (links)
    private final float[] weight; // (links)

    private Neighbours(int[] start, int[] to, float[] weight) {
        this.start = start;
        this.to = to;
        this.weight = weight;
    }

    /** One kind of neighbours: how alike products are measured, and how many of them are kept for each. */
    record Kind(Similarity similarity, int k) {}

    /**
     * Finds neighbours of several kinds in one pass, whose time is that of all pairs of products within a customer.
     *
     * @return one for each kind
     */
    static List<Neighbours> of(Snapshot shop, Kind... kinds) {
        int products = shop.products();
        Best.Ranked[][] like = new Best.Ranked[kinds.length][products];
        int[] together = new int[products];
        int[] met = new int[products];
        for (int j = 0; j < products; j++) {
            int count = 0;
            for (int b = shop.buyersFrom(j); b < shop.buyersTo(j); b++) {
                int customer = shop.buyer(b);
                for (int p = shop.pairsFrom(customer); p < shop.pairsTo(customer); p++) {
                    int i = shop.product(p);
                    if (together[i]++ == 0) {
                        met[count++] = i;
                    }
                }
            }
            for (int kind = 0; kind < kinds.length; kind++) {
                Best best = new Best(Math.min(kinds[kind].k, count));
                for (int m = 0; m < count; m++) {
                    int i = met[m];
                    double value = i == j
                            ? 0
                            : kinds[kind].similarity.of(
                                    together[i], shop.buyerCount(i), shop.buyerCount(j), shop.customers());
                    if (value > 0) {
                        best.offer(i, value);
                    }
                }
                like[kind][j] = best.take();
            }
            for (int m = 0; m < count; m++) {
                together[met[m]] = 0;
            }
        }
        List<Neighbours> all = new ArrayList<>();
        for (Best.Ranked[] ofKind : like) {
            all.add(turned(ofKind));
        }
        return all;
    }

    /** From the neighbours i of each j to the j of each i. */
    private static Neighbours turned(Best.Ranked[] like) {
        int[] start = new int[like.length + 1];
        for (Best.Ranked row : like) {
            for (int i : row.items()) {
                start[i + 1]++;
            }
        }
        Arrays.parallelPrefix(start, Integer::sum);
        int[] to = new int[start[like.length]];
        float[] weight = new float[to.length];
        int[] next = start.clone();
        for (int j = 0; j < like.length; j++) {
            for (int n = 0; n < like[j].items().length; n++) {
                int at = next[like[j].items()[n]]++;
                to[at] = j;
                weight[at] = like[j].values()[n];
            }
        }
        return new Neighbours(start, to, weight);
    }

    /** Adds to each product's score what a product that the customer bought says for it. */
    void add(int bought, double times, double[] scores) {
        for (int n = start[bought]; n < start[bought + 1]; n++) {
            scores[to[n]] += times * weight[n];
        }
    }

    /** The similarity of two products to which both count as neighbours; 0 if they do not. */
    double similarity(int from, int other) {
        int found = Arrays.binarySearch(to, start[from], start[from + 1], other);
        return found < 0 ? 0 : weight[found];
    }
}
