package dev.clv.explain;

/**
 * The common part of all results of explainers: method, base value and cost. The values themselves and their standard
 * errors have the shape that suits them, a number per feature, per pair or per point.
 *
 * <p>Every result is a record, so that it is immutable and thread-safe, equals another one if every number is the same
 * to the bit, and is serialised by any web framework: the members are the components. {@link #toJson} writes the same
 * members after a {@code kind} and a {@code version}, and NaN as {@code null}; a static {@code fromJson} of the result
 * type reads that back to the bit.
 */
public interface ExplainerResult {

    /** How it was computed, for people to read: for example {@code "exact Shapley"}. */
    String method();

    /**
     * What the values are measured from: for most results a prediction or the mean of some, for an importance the
     * score. The result types say which.
     */
    double baseValue();

    /**
     * The number of rows predicted for this result; what an explainer predicts once, when it is built, does not count.
     */
    long evaluations();

    /** As JSON with a {@code kind} and a {@code version}, complete without the predictor. */
    String toJson();
}
