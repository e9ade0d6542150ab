package dev.clv.nn.train;

/** The numbers that training computes with. */
public enum Precision {
    /** Double throughout, layer by layer; the same bits on every JDK and processor. */
    DOUBLE,
    /**
     * Float, in fused kernels, several times as fast; losses and skips stay in double. The same bits for any number of
     * threads wherever {@link dev.clv.nn.FloatKernels#best} is the same; others agree within rounding. A network or an
     * optimiser that has no float form trains in double, which is logged.
     */
    FLOAT
}
