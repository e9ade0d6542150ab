package dev.clv.benchmarks.accuracy;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.evaluate.Comparison;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.explain.Importance;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.behaviour.BehaviourExtractors;
import dev.clv.features.event.EventLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What each extractor of behaviour adds to the default model: the model with all of them less the default, and less the
 * model with all but one, on the same splits, with intervals of 95 %; and how much the error of the model with all of
 * them grows when the features of one are shuffled.
 *
 * <p>{@code BehaviourReport SHARED PROTOCOL FIRST LAST [NAMES]}, where SHARED is the folder of open data, PROTOCOL one
 * of docs/accuracy.md, and FIRST and LAST are numbers of splits. With NAMES of extractors, divided by commas, it
 * compares the default model and one of them with the default instead.
 */
public final class BehaviourReport {

    private static final List<Metric> SHOWN = List.of(Metric.NGINI, Metric.AUC_P_POSITIVE, Metric.MAE, Metric.CRPS);

    /** For simulated shops, which are drawn anew, so that trainings do not overlap: cautious. */
    private static final double CAUTIOUS_SHARE = 0.3;

    private BehaviourReport() {}

    /** Runs what the arguments name. */
    public static void main(String[] args) {
        SharedData shared = new SharedData(Path.of(args[0]));
        Protocol protocol = EventProtocols.all(shared).stream()
                .filter(each -> each.name().equals(args[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no protocol '" + args[1] + "'"));
        List<Protocol.Run> runs =
                protocol.runs(IntStream.rangeClosed(Integer.parseInt(args[2]), Integer.parseInt(args[3]))
                        .boxed()
                        .toList());
        List<FittableExtractor> all = BehaviourExtractors.all();
        double share = testShare((EventRun) runs.get(0));
        List<Scores> plain = scores("default", runs, List.of());
        if (args.length > 4) {
            List<String> names = List.of(args[4].split(","));
            all.stream().filter(one -> names.contains(one.name())).forEach(one -> {
                List<Scores> with = scores("default and " + one.name(), runs, List.of(one));
                compare("default and it, less the default", with, plain, share);
            });
            return;
        }
        List<Scores> full = scores("all", runs, all);
        compare("all, less the default", full, plain, share);
        for (FittableExtractor one : all) {
            if (adds(one, runs)) {
                List<FittableExtractor> others =
                        all.stream().filter(other -> other != one).toList();
                compare("all, less all but " + one.name(), full, scores("all but " + one.name(), runs, others), share);
            } else {
                System.out.println(one.name() + " has nothing to tell apart here");
            }
        }
        shuffle(runs, all);
    }

    private static UnaryOperator<ClvModelBuilder> with(List<FittableExtractor> extractors) {
        return builder -> {
            extractors.forEach(builder::addExtractor);
            return builder;
        };
    }

    /** The share of the customers that are tested. */
    private static double testShare(EventRun run) {
        Set<String> trained = new HashSet<>(run.training().customers());
        long tested = run.truth().keySet().stream()
                .filter(customer -> !trained.contains(customer))
                .count();
        return tested == 0 ? CAUTIOUS_SHARE : (double) tested / (tested + trained.size());
    }

    /** Whether any feature differs between the customers of the first run. */
    private static boolean adds(FittableExtractor extractor, List<Protocol.Run> runs) {
        EventRun run = (EventRun) runs.get(0);
        double[][] rows = FeaturePlan.of(List.of(extractor))
                .fit(run.training().customers().stream()
                        .map(id -> run.training().history(id).before(run.origin()))
                        .toList())
                .extract(run.log(), List.copyOf(run.truth().keySet()), run.at())
                .toArray();
        return IntStream.range(0, rows[0].length)
                .anyMatch(column -> Arrays.stream(rows)
                                .mapToDouble(row -> row[column])
                                .distinct()
                                .count()
                        > 1);
    }

    private static List<Scores> scores(String name, List<Protocol.Run> runs, List<FittableExtractor> extractors) {
        List<Scores> scores = new ArrayList<>();
        long start = System.nanoTime();
        for (Protocol.Run run : runs) {
            scores.add(run.score(with(extractors)));
        }
        System.out.printf(Locale.ROOT, "%-32s", name);
        for (Metric metric : SHOWN) {
            double mean = scores.stream()
                    .mapToDouble(score -> score.get(metric))
                    .average()
                    .orElseThrow();
            System.out.printf(Locale.ROOT, "  %s %.4f", metric.label(), mean);
        }
        System.out.printf(Locale.ROOT, "  %.1f s a run%n", (System.nanoTime() - start) / 1e9 / runs.size());
        return scores;
    }

    private static void compare(String name, List<Scores> one, List<Scores> other, double testShare) {
        Comparison comparison = Comparison.overSplits(one, other, testShare);
        System.out.printf(Locale.ROOT, "%-32s", name);
        for (Metric metric : SHOWN) {
            comparison
                    .of(metric)
                    .ifPresent(found -> System.out.printf(
                            Locale.ROOT,
                            "  %s %+.4f [%+.4f, %+.4f] %s",
                            metric.label(),
                            found.difference(),
                            found.interval().low(),
                            found.interval().high(),
                            found.verdict().words()));
        }
        System.out.println();
    }

    /**
     * By how many percent the error grows when a group is shuffled, over the runs: on the tested customers where their
     * horizon was observed, else on those of the training.
     */
    private static void shuffle(List<Protocol.Run> runs, List<FittableExtractor> extractors) {
        Map<String, List<Double>> grown = new TreeMap<>();
        for (Protocol.Run each : runs) {
            EventRun run = (EventRun) each;
            boolean observed = !run.at().plus(run.horizon()).isAfter(run.log().observedUntil());
            EventLog log = observed ? run.log().only(run.truth().keySet()) : run.log();
            Instant at = observed ? run.at() : run.origin();
            ClvModelBuilder builder = ClvModel.builder().horizon(run.horizon()).seed(run.seed());
            ClvModel model = with(extractors).apply(builder).train(run.training(), run.origin());
            double error = model.evaluate(log, at).model().get(Metric.RMSE);
            for (Importance group : model.importance(log, at)) {
                grown.computeIfAbsent(group.name(), any -> new ArrayList<>()).add(100 * group.mean() / error);
            }
        }
        grown.forEach((group, percents) -> {
            double mean = percents.stream().mapToDouble(p -> p).average().orElseThrow();
            double square =
                    percents.stream().mapToDouble(p -> (p - mean) * (p - mean)).sum();
            System.out.printf(
                    Locale.ROOT,
                    "shuffled %-24s RMSE %+.2f %% (standard deviation %.2f)%n",
                    group,
                    mean,
                    Math.sqrt(square / Math.max(1, percents.size() - 1)));
        });
    }
}
