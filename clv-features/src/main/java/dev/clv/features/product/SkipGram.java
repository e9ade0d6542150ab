package dev.clv.features.product;

import dev.clv.features.internal.Interruption;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Skip-gram with negative sampling, one step after the other on one thread: the vector of a token learns to tell tokens
 * that occur beside it from tokens drawn at random. The same occasions in the same order give the same bits.
 */
final class SkipGram {

    /** Steps of learning altogether, whatever the number of occasions, and the most passes over them. */
    private static final long MOST_STEPS = 6_000_000;

    private static final int MOST_ROUNDS = 20;

    /** At most so many items of an occasion are beside an item, drawn at random. */
    private static final int BESIDE = 8;

    private static final int NEGATIVES = 5;
    private static final float RATE = 0.15f;
    private static final float LAST_RATE = 0.0015f;

    /** Frequent tokens are drawn less often than they occur: by this power of how often. */
    private static final double POWER = 0.75;

    /** A token of a larger share of all is passed over now and then. */
    private static final double FREQUENT = 1e-3;

    private static final int URN = 1 << 20;
    private static final int SIGMOID_STEPS = 1 << 12;
    private static final float SIGMOID_REACH = 8;
    private static final long SEED = 0x5eed;

    private final int[][][] occasions;
    private final int dimensions;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final float[] vectors;
    private final float[] beside;
    private final float[] gradient;
    private final float[] sigmoid = new float[SIGMOID_STEPS + 1];
    private final int[] urn;
    private final double[] kept;

    /**
     * @param occasions the tokens of each item of each occasion: its product, if that is known, and then its
     *     categories, the narrowest first; at least one
     * @param tokens how many there are
     */
    SkipGram(int[][][] occasions, int tokens, int dimensions) {
        this.occasions = occasions;
        this.dimensions = dimensions;
        this.vectors = new float[Math.multiplyExact(tokens, dimensions)];
        this.beside = new float[vectors.length];
        this.gradient = new float[dimensions];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (float) ((random.nextDouble() - 0.5) / dimensions);
        }
        for (int i = 0; i <= SIGMOID_STEPS; i++) {
            double x = SIGMOID_REACH * (2.0 * i / SIGMOID_STEPS - 1);
            sigmoid[i] = (float) (1 / (1 + StrictMath.exp(-x)));
        }
        long[] counts = new long[tokens];
        for (int[][] occasion : occasions) {
            for (int[] item : occasion) {
                for (int token : item) {
                    counts[token]++;
                }
            }
        }
        this.urn = urn(counts);
        double all = Arrays.stream(counts).sum();
        this.kept = Arrays.stream(counts)
                .mapToDouble(count -> count == 0 ? 1 : Math.min(1, Math.sqrt(FREQUENT * all / count)))
                .toArray();
    }

    /** So many places for each token as its share. */
    private static int[] urn(long[] counts) {
        double[] weights = Arrays.stream(counts)
                .mapToDouble(count -> StrictMath.pow(count, POWER))
                .toArray();
        double all = Arrays.stream(weights).sum();
        int[] urn = new int[URN];
        int token = 0;
        double reached = weights[0];
        for (int place = 0; place < URN; place++) {
            while (token < weights.length - 1 && reached < all * (place + 0.5) / URN) {
                reached += weights[++token];
            }
            urn[place] = token;
        }
        return urn;
    }

    /** The vectors, token after token. */
    float[] learn() {
        long perRound = 0;
        for (int[][] occasion : occasions) {
            perRound += (long) occasion.length * Math.min(BESIDE, occasion.length - 1);
        }
        long rounds = Math.max(1, Math.min(MOST_ROUNDS, MOST_STEPS / Math.max(1, perRound)));
        long most = Math.min(MOST_STEPS, rounds * perRound);
        long done = 0;
        int[] order = new int[occasions.length];
        Arrays.setAll(order, i -> i);
        for (long round = 0; round < rounds; round++) {
            shuffle(order);
            for (int i = 0; i < order.length && done < most; i++) {
                Interruption.check();
                float rate = Math.max(LAST_RATE, RATE * (1 - (float) done / most));
                done += learn(occasions[order[i]], rate);
            }
        }
        return vectors;
    }

    /** @return how many pairs of items were looked at */
    private long learn(int[][] occasion, float rate) {
        int others = occasion.length - 1;
        int looks = Math.min(BESIDE, others);
        for (int i = 0; i <= others; i++) {
            for (int look = 0; look < looks; look++) {
                int other = others <= BESIDE ? look : random.nextInt(others);
                other += other >= i ? 1 : 0;
                int[] center = occasion[i];
                int[] context = occasion[other];
                step(center[0], context[0], rate);
                if (center.length > 1 || context.length > 1) {
                    step(center[random.nextInt(center.length)], context[random.nextInt(context.length)], rate);
                }
            }
        }
        return (long) occasion.length * looks;
    }

    private void step(int center, int context, float rate) {
        if (center == context || random.nextDouble() > kept[center] || random.nextDouble() > kept[context]) {
            return;
        }
        int at = center * dimensions;
        Arrays.fill(gradient, 0);
        for (int sample = 0; sample <= NEGATIVES; sample++) {
            int token = sample == 0 ? context : urn[random.nextInt(URN)];
            if (sample > 0 && token == context) {
                continue;
            }
            int other = token * dimensions;
            float pull = rate * ((sample == 0 ? 1 : 0) - sigmoid(product(at, other)));
            for (int i = 0; i < dimensions; i++) {
                gradient[i] += pull * beside[other + i];
                beside[other + i] += pull * vectors[at + i];
            }
        }
        for (int i = 0; i < dimensions; i++) {
            vectors[at + i] += gradient[i];
        }
    }

    /** Four sums side by side, since one would wait for itself. */
    private float product(int at, int other) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < dimensions; i += 4) {
            a += vectors[at + i] * beside[other + i];
            b += vectors[at + i + 1] * beside[other + i + 1];
            c += vectors[at + i + 2] * beside[other + i + 2];
            d += vectors[at + i + 3] * beside[other + i + 3];
        }
        for (; i < dimensions; i++) {
            a += vectors[at + i] * beside[other + i];
        }
        return (a + b) + (c + d);
    }

    private float sigmoid(float x) {
        float place = (x + SIGMOID_REACH) * (SIGMOID_STEPS / (2 * SIGMOID_REACH));
        return sigmoid[Math.max(0, Math.min(SIGMOID_STEPS, (int) place))];
    }

    private void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
    }
}
