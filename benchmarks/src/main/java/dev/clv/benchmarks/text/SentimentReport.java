package dev.clv.benchmarks.text;

import dev.clv.benchmarks.text.RatedReviews.RatedReview;
import dev.clv.features.text.SentimentLearner;
import dev.clv.features.text.SentimentModel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How well sentiment is learned from ratings: random fifths of public reviews, read by a model of the other four, on
 * one thread.
 *
 * <p>{@code SentimentReport SHARED [SPLITS]}, where SHARED is the folder of the public data.
 */
public final class SentimentReport {

    private static final int MIN_WRITERS = 3;
    private static final int BINS = 10;

    private SentimentReport() {}

    /** @param args the folder of the data and the number of splits, 5 unless given */
    public static void main(String[] args) {
        Path shared = Path.of(args[0]);
        int splits = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        System.out.println(
                "reviews           split  texts   base  accuracy    AUC  calibration error  training  reviews/s");
        report("Chinese shopping", RatedReviews.chinese(shared), splits);
        report(
                "English clothing",
                RatedReviews.english(shared).stream()
                        .filter(review -> review.rating() != 3)
                        .toList(),
                splits);
    }

    private static void report(String name, List<RatedReview> reviews, int splits) {
        double good = reviews.stream().mapToDouble(RatedReview::rating).max().orElseThrow();
        double[] sums = new double[2];
        for (int split = 0; split < splits; split++) {
            List<RatedReview> shuffled = new java.util.ArrayList<>(reviews);
            Collections.shuffle(shuffled, new Random(split));
            int training = shuffled.size() * 4 / 5;
            long begin = System.nanoTime();
            SentimentLearner learner = new SentimentLearner(MIN_WRITERS);
            for (int i = 0; i < training; i++) {
                learner.add(
                        "writer " + i, shuffled.get(i).text(), shuffled.get(i).rating());
            }
            SentimentModel model = learner.learned();
            double seconds = (System.nanoTime() - begin) / 1e9;
            List<RatedReview> held = shuffled.subList(training, shuffled.size());
            begin = System.nanoTime();
            double[] scores = held.stream()
                    .mapToDouble(review -> model.positive(review.text()))
                    .toArray();
            double speed = held.size() / ((System.nanoTime() - begin) / 1e9);
            boolean[] positive = new boolean[held.size()];
            int right = 0;
            int positives = 0;
            for (int i = 0; i < positive.length; i++) {
                positive[i] = held.get(i).rating() > good / 2;
                right += scores[i] > 0.5 == positive[i] ? 1 : 0;
                positives += positive[i] ? 1 : 0;
            }
            double accuracy = right / (double) positive.length;
            double auc = auc(scores, positive);
            sums[0] += accuracy;
            sums[1] += auc;
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %6d %6d  %.3f     %.4f  %.4f              %.4f     %.1f s  %,9.0f  %,d terms%n",
                    name,
                    split,
                    reviews.size(),
                    positives / (double) positive.length,
                    accuracy,
                    auc,
                    calibrationError(scores, positive),
                    seconds,
                    speed,
                    model.terms());
        }
        System.out.printf(
                Locale.ROOT, "%-16s   mean                    %.4f  %.4f%n", name, sums[0] / splits, sums[1] / splits);
    }

    /** The share of pairs of a positive and a negative one that are in order, ties as half. */
    private static double auc(double[] scores, boolean[] positive) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double ranks = 0;
        long positives = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                if (positive[order[i]]) {
                    positives++;
                    ranks += (from + 1 + to) / 2.0;
                }
            }
        }
        return (ranks - positives * (positives + 1) / 2.0) / ((double) positives * (order.length - positives));
    }

    /** The mean distance of ten bins' mean probability from their share of positives, by size. */
    private static double calibrationError(double[] scores, boolean[] positive) {
        double[] difference = new double[BINS];
        for (int i = 0; i < scores.length; i++) {
            difference[Math.min(BINS - 1, (int) (scores[i] * BINS))] += scores[i] - (positive[i] ? 1 : 0);
        }
        return IntStream.range(0, BINS)
                        .mapToDouble(bin -> Math.abs(difference[bin]))
                        .sum()
                / scores.length;
    }
}
