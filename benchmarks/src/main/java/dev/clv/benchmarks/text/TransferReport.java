package dev.clv.benchmarks.text;

import dev.clv.benchmarks.text.RatedReviews.RatedReview;
import dev.clv.features.text.SentimentLearner;
import dev.clv.features.text.SentimentModel;
import dev.clv.features.text.TextEmbedding;
import dev.clv.features.text.TextEmbeddingLearner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What sentiment learned in other categories is worth to a shop with few rated reviews: of each category of the Chinese
 * reviews, a model of all others, moved on by 50, 200 and 1,000 of its reviews, beside a model of these alone.
 *
 * <p>{@code TransferReport SHARED [SEEDS]}, where SHARED is the folder of the public data.
 */
public final class TransferReport {

    private static final int[] SIZES = {0, 50, 200, 1000};
    private static final int FEWEST = 1500;
    private static final int DIMENSIONS = 8;

    private TransferReport() {}

    /** @param args the folder of the data and the number of seeds, 5 unless given */
    public static void main(String[] args) {
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Map<String, List<RatedReview>> categories = RatedReviews.chinese(Path.of(args[0])).stream()
                .collect(Collectors.groupingBy(RatedReview::category, TreeMap::new, Collectors.toList()));
        double[][] sums = new double[SIZES.length][3];
        int counted = 0;
        System.out.println("category      reviews: accuracy alone, with what the others taught, by embedding");
        for (Map.Entry<String, List<RatedReview>> category : categories.entrySet()) {
            if (category.getValue().size() < FEWEST) {
                continue;
            }
            counted++;
            SentimentLearner others = new SentimentLearner(3);
            categories.forEach((name, reviews) -> {
                if (!name.equals(category.getKey())) {
                    add(others, name, reviews);
                }
            });
            SentimentModel source = others.learned();
            TextEmbeddingLearner alike = TextEmbeddingLearner.of(DIMENSIONS, 3);
            categories.forEach((name, reviews) -> {
                if (!name.equals(category.getKey())) {
                    add(alike, name, reviews);
                }
            });
            TextEmbedding embedding = alike.learned();
            StringBuilder line = new StringBuilder(category.getKey());
            for (int size = 0; size < SIZES.length; size++) {
                double[] means = means(category.getValue(), source, embedding, SIZES[size], seeds);
                sums[size][0] += means[0];
                sums[size][1] += means[1];
                sums[size][2] += means[2];
                line.append(
                        String.format(Locale.ROOT, "  %d: %.3f %.3f %.3f", SIZES[size], means[0], means[1], means[2]));
            }
            System.out.println(line);
        }
        for (int size = 0; size < SIZES.length; size++) {
            System.out.printf(
                    Locale.ROOT,
                    "mean of %d categories, %d reviews: %.4f alone, %.4f with what the others taught, %.4f by embedding%n",
                    counted,
                    SIZES[size],
                    sums[size][0] / counted,
                    sums[size][1] / counted,
                    sums[size][2] / counted);
        }
    }

    private static double[] means(
            List<RatedReview> reviews, SentimentModel source, TextEmbedding embedding, int size, int seeds) {
        double[] means = new double[3];
        for (int seed = 0; seed < seeds; seed++) {
            List<RatedReview> shuffled = new ArrayList<>(reviews);
            Collections.shuffle(shuffled, new Random(seed));
            List<RatedReview> known = shuffled.subList(0, size);
            List<RatedReview> held = shuffled.subList(SIZES[SIZES.length - 1], shuffled.size());
            means[0] += accuracy(learned(new SentimentLearner(1), known)::positive, held) / seeds;
            means[1] += accuracy(learned(SentimentLearner.from(source, 1), known)::positive, held) / seeds;
            TextEmbeddingLearner adapted = TextEmbeddingLearner.from(embedding, 1);
            add(adapted, "", known);
            means[2] += accuracy(adapted.learned()::positive, held) / seeds;
        }
        return means;
    }

    private static SentimentModel learned(SentimentLearner learner, List<RatedReview> reviews) {
        add(learner, "", reviews);
        return learner.learned();
    }

    private static void add(SentimentLearner learner, String name, List<RatedReview> reviews) {
        IntStream.range(0, reviews.size())
                .forEach(i -> learner.add(
                        name + i, reviews.get(i).text(), reviews.get(i).rating()));
    }

    private static void add(TextEmbeddingLearner learner, String name, List<RatedReview> reviews) {
        IntStream.range(0, reviews.size())
                .forEach(i -> learner.add(
                        name + i, reviews.get(i).text(), reviews.get(i).rating(), name));
    }

    /** Of texts about which a model says nothing, half count as right. */
    private static double accuracy(ToDoubleFunction<String> model, List<RatedReview> held) {
        return held.stream()
                .mapToDouble(review -> {
                    double positive = model.applyAsDouble(review.text());
                    return Double.isNaN(positive) ? 0.5 : positive > 0.5 == review.rating() > 0.5 ? 1 : 0;
                })
                .average()
                .orElseThrow();
    }
}
