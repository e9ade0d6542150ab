package dev.clv.examples.features;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.evaluate.Comparison;
import dev.clv.evaluate.CrossValidation;
import dev.clv.evaluate.CrossValidationReport;
import dev.clv.evaluate.Metric;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import dev.clv.features.select.FeatureSelection;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Compares trainings with and without selections of features on the same folds of customers, with the same seed in each
 * fold: how accurate they are, how long they take, and how many features are left.
 */
public final class WithSelection {

    private static final List<Metric> SHOWN =
            List.of(Metric.NGINI, Metric.SPEARMAN, Metric.RMSE, Metric.MAE, Metric.AUC, Metric.BRIER);

    private static final Map<String, UnaryOperator<FeatureSelection>> WAYS = ways();

    private final EventLog log;
    private final Instant cutoff;
    private final Duration horizon;

    private WithSelection(EventLog log, Instant cutoff, Duration horizon) {
        this.log = log;
        this.cutoff = cutoff;
        this.horizon = horizon;
    }

    private static Map<String, UnaryOperator<FeatureSelection>> ways() {
        Map<String, UnaryOperator<FeatureSelection>> ways = new LinkedHashMap<>();
        ways.put("all", select -> select);
        ways.put("columns", select -> select.dropConstant().dropDuplicates().dropCollinear(0.98));
        ways.put(
                "important",
                select -> select.dropConstant()
                        .dropDuplicates()
                        .dropCollinear(0.98)
                        .keepImportant(0.005));
        ways.put(
                "stable",
                select -> select.dropConstant()
                        .dropDuplicates()
                        .dropCollinear(0.98)
                        .stable(20, 0.7));
        return ways;
    }

    /**
     * Prints what docs/selection.md shows: without arguments of a simulated shop; else of a CSV log.
     *
     * @param arguments nothing, or a file, a mapping, a cutoff such as 2011-06-11T23:00:00Z and a horizon in days
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length == 4) {
            EventLog log = EventReader.csv()
                    .mapping(ColumnMapping.json(Path.of(arguments[1])))
                    .read(Path.of(arguments[0]));
            new WithSelection(log, Instant.parse(arguments[2]), Duration.ofDays(Long.parseLong(arguments[3])))
                    .print(out);
        } else {
            ShopSimulation shop =
                    ShopSimulation.builder().customers(2_000).days(720).seed(1).build();
            Duration horizon = Duration.ofDays(90);
            new WithSelection(shop.log(), shop.end().minus(horizon), horizon).print(out);
        }
    }

    private void print(PrintStream out) {
        Trial all = new Trial("all");
        out.println(all);
        for (String way : WAYS.keySet()) {
            if (!way.equals("all")) {
                Trial trial = new Trial(way);
                out.println(trial);
                Comparison comparison = trial.report.against(all.report);
                for (Metric metric : SHOWN) {
                    comparison
                            .of(metric)
                            .ifPresent(difference -> out.printf("  %-10s %s%n", metric.label(), difference));
                }
            }
        }
    }

    /** One way to train, on all folds. */
    private final class Trial {

        private final String way;
        private final CrossValidationReport report;
        private final List<Integer> features = new ArrayList<>();
        private long nanos;

        Trial(String way) {
            this.way = way;
            this.report = CrossValidation.of(5).run(log, cutoff, (some, at) -> {
                ClvModelBuilder builder = ClvModel.builder()
                        .horizon(horizon)
                        .seed(7)
                        .threads(2)
                        .features(WAYS.getOrDefault(way, select -> select));
                long start = System.nanoTime();
                ClvModel model = builder.train(some, at);
                nanos += System.nanoTime() - start;
                features.add(model.schema().features().size());
                return model::forecasts;
            });
        }

        @Override
        public String toString() {
            return String.format(
                    "%s: nGini %.4f, features %s, %.1f s",
                    way, report.mean(Metric.NGINI), features, nanos / (double) TimeUnit.SECONDS.toNanos(1));
        }
    }
}
