package dev.clv.benchmarks.text;

import dev.clv.features.text.SentimentLearner;
import dev.clv.features.text.SentimentModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading made-up reviews of 60 words, or of 60 Chinese characters, drawn from 20,000 words or 3,000 characters as
 * frequent as in language, by a model of 20,000 of them.
 */
@SuppressWarnings("NullAway.Init") // JMH sets a state up before it is used
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TextBenchmark {

    private static final int REVIEWS = 1000;
    private static final int TRAINING = 20_000;
    private static final int LENGTH = 60;

    @Param({"english", "chinese"})
    private String language;

    private final List<String> reviews = new ArrayList<>();
    private SentimentModel model;

    @Setup
    public void prepare() {
        Random random = new Random(42);
        SentimentLearner learner = new SentimentLearner(3);
        for (int i = 0; i < TRAINING; i++) {
            boolean good = random.nextBoolean();
            learner.add("writer " + i, review(random, good), good ? 5 : 1);
        }
        model = learner.learned();
        for (int i = 0; i < REVIEWS; i++) {
            reviews.add(review(random, random.nextBoolean()));
        }
    }

    /** Words by Zipf's law; the good and the bad ones differ in one of eight. */
    private String review(Random random, boolean good) {
        boolean chinese = language.equals("chinese");
        int words = chinese ? 3_000 : 20_000;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            int word = (int) Math.pow(words, random.nextDouble());
            int shown = random.nextInt(8) == 0 && good ? words - word : word;
            if (chinese) {
                text.append((char) (0x4e00 + shown));
            } else {
                text.append(Integer.toString(shown + 50_000, 26)).append(' ');
            }
        }
        return text.toString();
    }

    /** The probability that a writer was content. */
    @Benchmark
    @OperationsPerInvocation(REVIEWS)
    public double sentiment() {
        double sum = 0;
        for (String review : reviews) {
            sum += model.positive(review);
        }
        return sum;
    }

    /** The same with the words that it rests on. */
    @Benchmark
    @OperationsPerInvocation(REVIEWS)
    public int words() {
        int words = 0;
        for (String review : reviews) {
            words += model.read(review).words().size();
        }
        return words;
    }
}
