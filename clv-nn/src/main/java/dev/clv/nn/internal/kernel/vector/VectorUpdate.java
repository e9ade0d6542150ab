package dev.clv.nn.internal.kernel.vector;

import dev.clv.nn.internal.kernel.Update;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Applies an {@link Update} to whole vectors. */
final class VectorUpdate {

    private static final VectorSpecies<Float> S = VectorBatch.S;

    /** Where the rows of a panel start, by its vectors. */
    private static final int[][] DOWN = new int[5][VectorBatch.LANES];

    static {
        for (int vectors = 0; vectors < DOWN.length; vectors++) {
            for (int lane = 0; lane < VectorBatch.LANES; lane++) {
                DOWN[vectors][lane] = lane * vectors * VectorBatch.LANES;
            }
        }
    }

    private VectorUpdate() {}

    /**
     * Moves the weights from {@code from} to {@code to}, and their moments. Adam and descent are one method on purpose:
     * together they are too large for C2 to inline. Inlined, once for the weights and once for the bias of every layer,
     * updates exceeded what the compiler of JDK 17 keeps track of, and in some processes every step allocated vectors.
     */
    static void apply(Update u, float decay, Floats w, Floats g, Floats m, Floats v, int from, int to) {
        float beta1 = u.beta1();
        float size = u.size();
        float scale = u.scale();
        if (u.isAdam()) {
            float beta2 = u.beta2();
            float kept = 1 - decay;
            FloatVector fresh1 = FloatVector.broadcast(S, 1 - beta1);
            FloatVector fresh2 = FloatVector.broadcast(S, 1 - beta2);
            FloatVector guard = FloatVector.broadcast(S, Update.ABOVE_DENORMAL);
            FloatVector epsilon = FloatVector.broadcast(S, u.epsilon());
            FloatVector corrections = FloatVector.broadcast(S, u.correction());
            for (int i = from; i < to; i += VectorBatch.LANES) {
                FloatVector weight = FloatVector.fromArray(S, w.numbers(), w.at(i));
                FloatVector gradient =
                        FloatVector.fromArray(S, g.numbers(), g.at(i)).mul(scale);
                FloatVector mean = gradient.fma(
                        fresh1,
                        FloatVector.fromArray(S, m.numbers(), m.at(i))
                                .mul(beta1)
                                .add(guard));
                FloatVector square = gradient.mul(fresh2)
                        .fma(
                                gradient,
                                FloatVector.fromArray(S, v.numbers(), v.at(i))
                                        .mul(beta2)
                                        .add(guard));
                mean.intoArray(m.numbers(), m.at(i));
                square.intoArray(v.numbers(), v.at(i));
                FloatVector step = mean.mul(size).div(square.sqrt().fma(corrections, epsilon));
                weight.mul(kept).sub(step).intoArray(w.numbers(), w.at(i));
            }
        } else {
            float ahead = u.isNesterov() ? beta1 : 1;
            float direct = u.isNesterov() ? 1 : 0;
            for (int i = from; i < to; i += VectorBatch.LANES) {
                FloatVector weight = FloatVector.fromArray(S, w.numbers(), w.at(i));
                FloatVector gradient =
                        FloatVector.fromArray(S, g.numbers(), g.at(i)).mul(scale);
                FloatVector speed = FloatVector.fromArray(S, m.numbers(), m.at(i))
                        .mul(beta1)
                        .add(gradient)
                        .add(Update.ABOVE_DENORMAL);
                speed.intoArray(m.numbers(), m.at(i));
                FloatVector step = speed.mul(ahead).add(gradient.mul(direct));
                weight.sub(step.mul(size)).intoArray(w.numbers(), w.at(i));
            }
        }
    }

    /** The first of these gradients becomes the sum of all in their order. */
    static void total(Floats[] gradients, int count, int from, int to) {
        for (int slot = 1; slot < count; slot++) {
            add(gradients[slot], gradients[0], from, to);
        }
    }

    private static void add(Floats terms, Floats sum, int from, int to) {
        float[] t = terms.numbers();
        float[] s = sum.numbers();
        for (int i = from; i < to; i += VectorBatch.LANES) {
            FloatVector.fromArray(S, s, sum.start() + i)
                    .add(FloatVector.fromArray(S, t, terms.start() + i))
                    .intoArray(s, sum.start() + i);
        }
    }

    /** g += l2 w + l1 times the sign of w, 0 for 0. */
    static void penalize(float l1, float l2, Floats w, Floats g, int from, int to) {
        FloatVector factor = FloatVector.broadcast(S, l2);
        for (int i = from; i < to; i += VectorBatch.LANES) {
            FloatVector weight = FloatVector.fromArray(S, w.numbers(), w.at(i));
            VectorMask<Float> above = weight.compare(VectorOperators.GT, 0f);
            VectorMask<Float> below = weight.compare(VectorOperators.LT, 0f);
            FloatVector sign = FloatVector.zero(S).blend(l1, above).blend(-l1, below);
            factor.fma(weight, FloatVector.fromArray(S, g.numbers(), g.at(i)).add(sign))
                    .intoArray(g.numbers(), g.at(i));
        }
    }

    /**
     * The first {@code columns} columns of as many rows as a vector has lanes become rows, {@code apart} from each
     * other.
     */
    static void transpose(Floats w, int at, int vectors, int columns, Floats to, int toAt, int apart) {
        int[] down = DOWN[vectors];
        for (int o = 0; o < columns; o++) {
            FloatVector.fromArray(S, w.numbers(), w.at(at + o), down, 0)
                    .intoArray(to.numbers(), to.at(toAt + o * apart));
        }
    }
}
