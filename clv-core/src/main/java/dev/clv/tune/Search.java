package dev.clv.tune;

import dev.clv.evaluate.Metric;
import dev.clv.evaluate.PredictedValues;
import dev.clv.nn.train.DivergenceException;
import dev.clv.train.TrainingSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs the trials of a search, batch by batch. Used by one thread, which starts others for the length of a batch. */
final class Search {

    static final List<Metric> SHOWN =
            List.of(Metric.NGINI, Metric.SPEARMAN_RTB, Metric.RMSE_CAP99, Metric.MAE, Metric.BIAS_PCT, Metric.CRPS);

    private final Splits splits;
    private final SearchSpace space;
    private final int folds;
    private final Metric score;
    private final int threads;
    private final TreeMap<Integer, Trial> known = new TreeMap<>();
    private final Map<Integer, PredictedValues> predictions = new LinkedHashMap<>();

    /** @param known trials of an earlier run of the same search */
    Search(Splits splits, SearchSpace space, int folds, Metric score, int threads, List<Trial> known) {
        this.splits = splits;
        this.space = space;
        this.folds = folds;
        this.score = score;
        this.threads = threads;
        known.forEach(trial -> this.known.put(trial.number(), trial));
    }

    /**
     * Runs the given configuration, and then what is proposed.
     *
     * @param trials how many in all, at least 1
     * @param expired whether no further trial shall begin
     * @param finished takes each new trial, on the calling thread; then {@link #trials()} has it
     */
    void run(Proposer proposer, int trials, BooleanSupplier expired, Consumer<Trial> finished) {
        List<Trial> done = new ArrayList<>(batch(List.of(own()), 1, () -> false, finished));
        requireScore(done.get(0));
        while (done.size() < trials && !expired.getAsBoolean()) {
            List<Proposer.Candidate> next = proposer.next(Collections.unmodifiableList(done), trials - done.size());
            List<Trial> batch = batch(next, done.size() + 1, expired, finished);
            done.addAll(batch);
            forgetAllBut(done.stream().filter(Trial::isWhole).min(Trial.bestFirst(score)));
            if (batch.size() < next.size()) {
                return;
            }
        }
    }

    private void forgetAllBut(Optional<Trial> best) {
        predictions
                .keySet()
                .removeIf(number -> number != 1
                        && best.filter(one -> one.number() == number).isEmpty());
    }

    private void requireScore(Trial first) {
        if (!first.succeeded()) {
            throw new IllegalArgumentException(
                    "the given settings cannot be scored, so there is nothing to compare with: " + first.failure());
        }
    }

    /** All trials that have ended, in order. */
    List<Trial> trials() {
        return List.copyOf(known.values());
    }

    /** What a trial on all customers predicted; trained again if that was forgotten. */
    PredictedValues predictions(Trial trial) {
        PredictedValues kept = predictions.get(trial.number());
        return kept == null
                ? pooled(predict(new Proposer.Candidate(trial.values(), 1), trial.number(), threads))
                : kept;
    }

    private Proposer.Candidate own() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String knob : space.knobs()) {
            Object value = Knob.of(knob).read(splits.settings());
            if (value != null) {
                values.put(knob, value);
            }
        }
        return new Proposer.Candidate(values, 1);
    }

    /** Runs those of a batch that are not known yet, and returns all that have ended, in order. */
    private List<Trial> batch(
            List<Proposer.Candidate> batch, int first, BooleanSupplier expired, Consumer<Trial> finished) {
        List<Integer> left = IntStream.range(first, first + batch.size())
                .filter(number -> !known.containsKey(number))
                .boxed()
                .toList();
        int workers = Math.min(threads, left.size());
        if (workers < 2) {
            for (int number : left) {
                if (!expired.getAsBoolean()) {
                    take(run(batch.get(number - first), number, threads), finished);
                }
            }
        } else {
            parallel(batch, first, left, workers, expired, finished);
        }
        return List.copyOf(known.subMap(first, first + batch.size()).values());
    }

    private void parallel(
            List<Proposer.Candidate> batch,
            int first,
            List<Integer> left,
            int workers,
            BooleanSupplier expired,
            Consumer<Trial> finished) {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            CompletionService<@Nullable Ended> running = new ExecutorCompletionService<>(pool);
            for (int number : left) {
                running.submit(() -> expired.getAsBoolean()
                        ? null
                        : run(batch.get(number - first), number, Math.max(1, threads / workers)));
            }
            for (int i = 0; i < left.size(); i++) {
                Ended ended = running.take().get();
                if (ended != null) {
                    take(ended, finished);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the search was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            end(pool);
        }
    }

    /** Interrupts what still runs, and waits for its end, which is soon. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Ended ended, Consumer<Trial> finished) {
        known.put(ended.trial.number(), ended.trial);
        if (ended.predicted != null) {
            predictions.put(ended.trial.number(), ended.predicted);
        }
        finished.accept(ended.trial);
    }

    private record Ended(Trial trial, @Nullable PredictedValues predicted) {}

    /** A failure that other settings would not have is the trial's; anything else is thrown. */
    private Ended run(Proposer.Candidate candidate, int number, int workers) {
        try {
            List<PredictedValues> parts = predict(candidate, number, workers);
            PredictedValues all = pooled(parts);
            double value = all.scores().get(score);
            if (Double.isNaN(value)) {
                return failed(candidate, number, noScore());
            }
            Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
            SHOWN.stream()
                    .filter(metric -> !Double.isNaN(all.scores().get(metric)))
                    .forEach(metric -> metrics.put(metric, all.scores().get(metric)));
            List<Double> ofFolds =
                    parts.stream().map(part -> part.scores().get(score)).toList();
            return new Ended(
                    new Trial(number, candidate.values(), candidate.share(), value, ofFolds, metrics, null),
                    candidate.share() == 1 ? all : null);
        } catch (DivergenceException | IllegalArgumentException e) {
            return failed(candidate, number, Objects.requireNonNullElse(e.getMessage(), "no reason was given"));
        }
    }

    private String noScore() {
        return score.label() + " is undefined for its predictions"
                + (score == Metric.CRPS ? ", since its loss describes no distribution" : "");
    }

    private static Ended failed(Proposer.Candidate candidate, int number, String why) {
        return new Ended(
                new Trial(number, candidate.values(), candidate.share(), Double.NaN, List.of(), Map.of(), why), null);
    }

    private List<PredictedValues> predict(Proposer.Candidate candidate, int number, int workers) {
        Map<String, Object> values = number == 1 ? Map.of() : candidate.values();
        TrainingSettings settings = Knob.apply(splits.settings(), values);
        boolean purchaseModel =
                values.get(Knob.PURCHASE_MODEL.label()) instanceof Boolean allowed ? allowed : splits.purchaseModel();
        List<PredictedValues> parts = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            Split split = splits.split(new Splits.Part(fold, candidate.share(), 0, SearchedOrigins.of(values)));
            parts.add(split.predict(settings, purchaseModel, workers).ofCustomers(split.customers()));
        }
        return parts;
    }

    private PredictedValues pooled(List<PredictedValues> parts) {
        List<String> customers = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            customers.addAll(splits.split(Splits.Part.whole(fold)).customers());
        }
        return PredictedValues.pooled(parts).ofCustomers(customers);
    }
}
