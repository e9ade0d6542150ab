package dev.clv.nn.internal.kernel;

/** The weights of one stage of a {@link LayeredNet}, and what it needs to train them. */
public interface FloatLayer {

    /** The number of parts that the weights are cut into, at least 1. */
    int parts();

    /** As {@link FloatNet#total}, for a part of this layer. */
    void total(int part, int gradients, float l1, float l2);

    /** As {@link FloatNet#squares}, for a part of this layer. */
    double squares(int part);

    /** As {@link FloatNet#update}, for a part of this layer. */
    void update(int part, Update update);

    /** As {@link FloatNet#load}, for this layer's parameters. */
    void load(FloatNet.Numbers kind, double[] values);

    /** As {@link FloatNet#store}, for this layer's parameters. */
    void store(FloatNet.Numbers kind, double[] values);
}
