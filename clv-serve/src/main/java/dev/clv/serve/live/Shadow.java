package dev.clv.serve.live;

import dev.clv.ClvModel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/** A candidate that answers beside the model, every so often, without being heard. Thread-safe. */
final class Shadow {

    private final ModelVersion candidate;
    private final int every;
    private final AtomicLong asked = new AtomicLong();

    // Guarded by this.
    private String model = "";
    private long compared;
    private long failed;
    private double largest = Double.NaN;
    private double absolute;

    // Means and sums of squared deviations (Welford 1962).
    private double meanValue;
    private double meanCandidate;
    private double squaresValue;
    private double squaresCandidate;
    private double products;

    Shadow(ModelVersion candidate, int every) {
        this.candidate = candidate;
        this.every = every;
    }

    ModelVersion candidate() {
        return candidate;
    }

    /** Compares one answer out of {@code every}; whatever the candidate does, the answer stands. */
    void compare(String name, double value, ToDoubleFunction<ClvModel> answer) {
        if (asked.getAndIncrement() % every != 0) {
            return;
        }
        double other = Double.NaN;
        try {
            other = answer.applyAsDouble(candidate.model());
        } catch (RuntimeException e) {
            // Counted below: a candidate must not take an answer away from anybody.
        }
        add(name, value, other);
    }

    private synchronized void add(String name, double value, double other) {
        model = name;
        if (Double.isNaN(other)) {
            failed++;
            return;
        }
        compared++;
        double difference = Math.abs(value - other);
        absolute += difference;
        largest = Double.isNaN(largest) ? difference : Math.max(largest, difference);
        double before = value - meanValue;
        double beforeOther = other - meanCandidate;
        meanValue += before / compared;
        meanCandidate += beforeOther / compared;
        squaresValue += before * (value - meanValue);
        squaresCandidate += beforeOther * (other - meanCandidate);
        products += before * (other - meanCandidate);
    }

    synchronized ShadowReport report() {
        boolean any = compared > 0;
        boolean varies = squaresValue > 0 && squaresCandidate > 0;
        return new ShadowReport(
                model,
                candidate.name(),
                compared,
                failed,
                any ? meanValue : Double.NaN,
                any ? meanCandidate : Double.NaN,
                any ? absolute / compared : Double.NaN,
                largest,
                varies ? products / Math.sqrt(squaresValue * squaresCandidate) : Double.NaN);
    }
}
