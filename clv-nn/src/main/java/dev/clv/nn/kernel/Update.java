package dev.clv.nn.kernel;

import dev.clv.nn.math.Elementary;

/**
 * What one step does to every weight w with gradient g, by the equations of {@link dev.clv.nn.optimize.Adam} and
 * {@link dev.clv.nn.optimize.Sgd} with everything that does not depend on the weight computed beforehand. Mutable so
 * that steps do not allocate; not changed while parts update.
 */
public final class Update {

    /**
     * Keeps moments of units that are never active out of the denormal numbers, which many processors compute up to 45
     * times more slowly; too small to change a result.
     */
    static final float ABOVE_DENORMAL = 1e-30f;

    boolean adam;
    float beta1;
    float beta2;
    float size;
    float correction;
    float epsilon;
    boolean nesterov;
    float decay;
    float scale = 1;

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
}
