package dev.clv.serve.drift;

import java.util.function.DoubleUnaryOperator;

/**
 * One comparison before its threshold is known: the largest of what would matter, what chance explains, and what is
 * usual in this log. Immutable.
 *
 * @param value of the statistic
 * @param floor a smaller change matters to nobody, however certain it is
 * @param chance what chance explains at a level, see {@link Chance}
 * @param usual the largest value of the same statistic between the reference and the windows before it; 0 if there are
 *     none
 * @param what changed and by how much, the beginning of a sentence
 * @param remedy what to do, the end of a sentence
 */
record Change(
        DriftKind kind,
        String subject,
        String statistic,
        double value,
        double floor,
        DoubleUnaryOperator chance,
        double usual,
        String what,
        String remedy) {

    /** What is usual is the largest of a few values, and the next one may well be a little larger. */
    private static final double ROOM = 1.25;

    double threshold(double level) {
        return Math.max(floor, Math.max(chance.applyAsDouble(level), ROOM * usual));
    }

    boolean isDetected(double level) {
        return value > threshold(level);
    }

    DriftFinding finding(double level) {
        boolean detected = isDetected(level);
        String sentence = detected ? what + ": " + remedy + "." : what + ", no more than is usual or chance explains.";
        return new DriftFinding(
                kind,
                subject,
                statistic,
                value,
                threshold(level),
                detected,
                sentence.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?"));
    }
}
