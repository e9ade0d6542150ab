package dev.clv.nn.internal.kernel;

import dev.clv.nn.math.Elementary;

/**
 * One step of an optimiser for every weight w with gradient g: the numbers in the equations of
 * {@link dev.clv.nn.optimize.Adam} and {@link dev.clv.nn.optimize.Sgd} that do not depend on the weight. Mutable so
 * that steps do not allocate; not changed while parts update.
 */
public final class Update {

    /**
     * Keeps moments of units that are never active out of the denormal numbers, which many processors compute up to 45
     * times more slowly; too small to change a result.
     */
    public static final float ABOVE_DENORMAL = 1e-30f;

    private boolean adam;
    private float beta1;
    private float beta2;
    private float size;
    private float correction;
    private float epsilon;
    private boolean nesterov;
    private float decay;
    private float scale = 1;

    /** An update that does nothing until it is set. */
    public Update() {}

    /** Adam's step number {@code step} (from 1) at this rate; decay is the weight decay. */
    public Update adam(double beta1, double beta2, double epsilon, double decay, double rate, long step) {
        this.adam = true;
        this.beta1 = (float) beta1;
        this.beta2 = (float) beta2;
        this.epsilon = (float) epsilon;
        this.size = (float) (rate / (1 - Elementary.power(beta1, step)));
        this.correction = (float) (1 / Math.sqrt(1 - Elementary.power(beta2, step)));
        this.decay = (float) (rate * decay);
        return this;
    }

    /** A step of gradient descent. */
    public Update descent(double momentum, boolean nesterov, double rate) {
        this.adam = false;
        this.beta1 = (float) momentum;
        this.nesterov = nesterov;
        this.size = (float) rate;
        this.decay = 0;
        return this;
    }

    /** Multiplies the gradient by this first. */
    public Update scale(double newScale) {
        this.scale = (float) newScale;
        return this;
    }

    /** Whether the step is Adam's; gradient descent otherwise. */
    public boolean isAdam() {
        return adam;
    }

    /** The decay of the first moment, or the momentum. */
    public float beta1() {
        return beta1;
    }

    /** The decay of the second moment. */
    public float beta2() {
        return beta2;
    }

    /** The factor of a step. */
    public float size() {
        return size;
    }

    /** The factor of the root of the second moment. */
    public float correction() {
        return correction;
    }

    /** Added to that root. */
    public float epsilon() {
        return epsilon;
    }

    /** Whether the momentum is Nesterov's. */
    public boolean isNesterov() {
        return nesterov;
    }

    /** The share of a weight that a step takes away. */
    public float decay() {
        return decay;
    }

    /** The factor of the gradient. */
    public float scale() {
        return scale;
    }

    /**
     * Moves the weights from {@code from} to {@code to}, and their moments. The compiler of JDK 17 turns such loops
     * into vector instructions.
     *
     * @param decayed the share of a weight that this step takes away
     */
    public void apply(float decayed, float[] w, float[] g, float[] m, float[] v, int from, int to) {
        if (scale != 1) {
            scale(g, scale, from, to);
        }
        if (adam) {
            firstMoment(m, g, beta1, 1 - beta1, from, to);
            secondMoment(v, g, beta2, 1 - beta2, from, to);
            adam(w, m, v, 1 - decayed, size, correction, epsilon, from, to);
        } else {
            firstMoment(m, g, beta1, 1, from, to);
            descend(w, m, g, nesterov ? beta1 : 1, nesterov ? 1 : 0, size, from, to);
        }
    }

    private static void scale(float[] g, float scale, int from, int to) {
        for (int j = from; j < to; j++) {
            g[j] = scale * g[j];
        }
    }

    private static void firstMoment(float[] m, float[] g, float beta, float fresh, int from, int to) {
        for (int j = from; j < to; j++) {
            m[j] = beta * m[j] + fresh * g[j] + ABOVE_DENORMAL;
        }
    }

    private static void secondMoment(float[] v, float[] g, float beta, float fresh, int from, int to) {
        for (int j = from; j < to; j++) {
            v[j] = beta * v[j] + fresh * g[j] * g[j] + ABOVE_DENORMAL;
        }
    }

    private static void adam(
            float[] w,
            float[] m,
            float[] v,
            float kept,
            float size,
            float correction,
            float epsilon,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            w[j] = kept * w[j] - size * m[j] / ((float) Math.sqrt(v[j]) * correction + epsilon);
        }
    }

    private static void descend(
            float[] w, float[] m, float[] g, float ahead, float direct, float size, int from, int to) {
        for (int j = from; j < to; j++) {
            w[j] = w[j] - size * (ahead * m[j] + direct * g[j]);
        }
    }
}
