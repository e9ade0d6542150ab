package dev.clv.benchmarks.sequence;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * The order of customers by their true value, by models that read features alone and by models that read events one by
 * one, in simulated shops where the order of events matters and in one where it does not: {@code java -cp
 * benchmarks.jar dev.clv.benchmarks.sequence.SequencePays 4000 3 gru:32,lstm:32,conv:32,attention:32}. Models are
 * trained on one shop and score another of the same kind.
 */
public final class SequencePays {

    private static final int HORIZON = 180;

    private SequencePays() {}

    /** What is read and what is true. */
    private record Shop(EventLog log, SortedMap<String, Double> truth) {}

    /**
     * Prints a line for each shop and encoder.
     *
     * @param args customers, seeds, and encoders parted by commas
     */
    public static void main(String[] args) {
        int customers = Integer.parseInt(args[0]);
        int seeds = Integer.parseInt(args[1]);
        List<String> encoders = Arrays.asList(args[2].split(","));
        for (PatternShop.Pattern pattern : PatternShop.Pattern.values()) {
            for (int seed = 1; seed <= seeds; seed++) {
                compare(
                        pattern.name(),
                        seed,
                        of(pattern, customers, seed),
                        of(pattern, customers, seed + 1000),
                        encoders);
            }
        }
        for (int seed = 1; seed <= seeds; seed++) {
            compare("ORDINARY", seed, ordinary(customers, seed), ordinary(customers, seed + 1000), encoders);
        }
    }

    private static Shop of(PatternShop.Pattern pattern, int customers, int seed) {
        PatternShop shop = new PatternShop(pattern, customers, HORIZON, seed);
        return new Shop(shop.log(), shop.truth());
    }

    private static Shop ordinary(int customers, int seed) {
        ShopSimulation shop = ShopSimulation.builder()
                .customers(customers)
                .days(500 + HORIZON)
                .seed(seed)
                .build();
        return new Shop(shop.log(), shop.expectedValues(PatternShop.cutoff(), Duration.ofDays(HORIZON)));
    }

    private static void compare(String name, int seed, Shop training, Shop test, List<String> encoders) {
        double features = ordered(name, seed, "features", ClvModel.builder(), training, test, Double.NaN);
        for (String encoder : encoders) {
            ordered(
                    name,
                    seed,
                    encoder,
                    ClvModel.builder().sequence(s -> s.encoder(encoder)),
                    training,
                    test,
                    features);
        }
    }

    private static double ordered(
            String name, int seed, String what, ClvModelBuilder builder, Shop training, Shop test, double features) {
        Instant cutoff = PatternShop.cutoff();
        long start = System.nanoTime();
        ClvModel model = builder.horizon(Duration.ofDays(HORIZON))
                .origins(1, Duration.ofDays(30))
                .threads(Integer.getInteger("threads", 2))
                .seed(seed)
                .train(training.log(), cutoff);
        double seconds = (System.nanoTime() - start) / 1e9;
        String[] ids = test.truth().keySet().toArray(String[]::new);
        // Floored, as labels are: a refund to come makes a true value negative.
        double[] truth = test.truth().values().stream()
                .mapToDouble(value -> Math.max(0, value))
                .toArray();
        double[] values = new double[ids.length];
        start = System.nanoTime();
        for (int i = 0; i < ids.length; i++) {
            values[i] = model.predict(test.log().history(ids[i]), cutoff).value();
        }
        double micros = (System.nanoTime() - start) / 1e3 / ids.length;
        double gini = Scores.of(values, truth).get(Metric.NGINI);
        System.out.printf(
                Locale.ROOT,
                "%s seed %d %s: nGini %.4f (%+.4f), trained in %.1f s, %.0f us a prediction, %s%n",
                name,
                seed,
                what,
                gini,
                gini - features,
                seconds,
                micros,
                model.summary().networks().stream().map(run -> run.epochs()).toList());
        return gini;
    }
}
