package dev.clv.benchmarks.accuracy;

import static java.util.Objects.requireNonNull;

import dev.clv.ClvModelBuilder;
import dev.clv.baseline.Baseline;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.tune.Tuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Prints the metrics of the default model, and of others, by protocol: one line per run, then mean and standard
 * deviation. Arguments: the folder of shared data, protocols by name (or {@code all}), first split, last split, and
 * names of contenders ({@code default} unless given), the naive baselines among them.
 */
public final class AccuracyReport {

    private static final List<Metric> SHOWN = List.of(
            Metric.NGINI,
            Metric.SPEARMAN_RTB,
            Metric.AUC,
            Metric.AUC_P_POSITIVE,
            Metric.BRIER,
            Metric.MAE,
            Metric.RMSE,
            Metric.RMSE_CAP99,
            Metric.BIAS_PCT,
            Metric.DECILE_WAPE,
            Metric.TOP10_CAPTURE,
            Metric.CRPS,
            Metric.COVERAGE_80,
            Metric.COVERAGE_90,
            Metric.TOP10_COVERAGE_80,
            Metric.TOP10_COVERAGE_90);

    /** How one contender does in one run. */
    interface Contender {

        Scores score(Protocol.Run run);

        /** Our model with these settings. */
        static Contender model(UnaryOperator<ClvModelBuilder> settings) {
            return run -> run.score(settings);
        }

        /** Our model with the settings that a search of 20 trials chooses. */
        static Contender tuned() {
            Tuning tuning = Tuning.defaults().threads(Runtime.getRuntime().availableProcessors());
            return run -> run.tuned(tuning, System.out::print);
        }

        /** A learner that gives values only. */
        static Contender learner(LearnerRows.Learner learner) {
            return run -> {
                LearnerRows rows = run.rows();
                return Scores.of(learner.apply(rows), rows.truth());
            };
        }
    }

    private static final Map<String, Contender> CONTENDERS = Map.ofEntries(
            Map.entry("default", Contender.model(b -> b)),
            Map.entry("networks", Contender.model(b -> b.purchaseModel(false))),
            Map.entry("narrow", Contender.model(b -> b.network(n -> n.hidden(16)))),
            Map.entry("tuned", Contender.tuned()),
            Map.entry("wide", Contender.model(b -> b.network(n -> n.hidden(64, 32)))),
            Map.entry("gru", Contender.model(b -> b.sequence(s -> s.gru(32)))),
            Map.entry("lstm", Contender.model(b -> b.sequence(s -> s.lstm(32)))),
            Map.entry("conv", Contender.model(b -> b.sequence(s -> s.convolution(32)))),
            Map.entry("attention", Contender.model(b -> b.sequence(s -> s.attention(32)))),
            Map.entry(
                    "pareto_nbd",
                    Contender.learner(rows -> requireNonNull(rows.testedPrior(), "a table has no orders"))));

    private AccuracyReport() {}

    /** Runs what the arguments name. */
    public static void main(String[] args) {
        run(args, Map.of());
    }

    /** The same with more contenders. */
    static void run(String[] args, Map<String, Contender> more) {
        SharedData shared = new SharedData(Path.of(args[0]));
        List<Protocol> protocols = new ArrayList<>(EventProtocols.all(shared));
        protocols.add(1, new TableProtocol(shared));
        List<String> wanted = List.of(args[1].split(","));
        List<Integer> numbers = new ArrayList<>();
        for (int n = Integer.parseInt(args[2]); n <= Integer.parseInt(args[3]); n++) {
            numbers.add(n);
        }
        Map<String, Contender> all = new TreeMap<>(CONTENDERS);
        Baseline.naive().forEach(baseline -> all.put(baseline.name(), run -> run.score(baseline)));
        all.putAll(more);
        List<String> names = List.of(args.length > 4 ? args[4].split(",") : new String[] {"default"});
        names.forEach(name -> requireNonNull(
                all.get(name), () -> "no contender is called '" + name + "'; there are " + all.keySet()));
        for (Protocol protocol : protocols) {
            if (wanted.contains("all") || wanted.contains(protocol.name())) {
                report(protocol, numbers, names, all);
            }
        }
    }

    private static void report(
            Protocol protocol, List<Integer> numbers, List<String> names, Map<String, Contender> contenders) {
        System.out.printf(Locale.ROOT, "%n%-40s", protocol.name());
        SHOWN.forEach(metric -> System.out.printf(Locale.ROOT, "%19s", metric.label()));
        System.out.println();
        List<Protocol.Run> runs = protocol.runs(numbers);
        for (String name : names) {
            Contender contender = requireNonNull(contenders.get(name));
            List<Scores> scores = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < runs.size(); i++) {
                Scores one = contender.score(runs.get(i));
                scores.add(one);
                print("  " + name + " " + numbers.get(i), List.of(one), "");
            }
            double seconds = (System.nanoTime() - start) / 1e9 / runs.size();
            print(name, scores, String.format(Locale.ROOT, "  %.1f s", seconds));
        }
    }

    private static void print(String name, List<Scores> scores, String end) {
        System.out.printf(Locale.ROOT, "%-40s", name);
        for (Metric metric : SHOWN) {
            double[] values =
                    scores.stream().mapToDouble(score -> score.get(metric)).toArray();
            double mean = Arrays.stream(values).average().orElse(Double.NaN);
            double sd = Math.sqrt(
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / Math.max(1, values.length - 1));
            String form = Math.abs(mean) < 10 ? "%.4f" : "%.1f";
            String text = String.format(Locale.ROOT, form, mean);
            System.out.printf(
                    Locale.ROOT,
                    "%19s",
                    values.length > 1
                            ? text + "±" + String.format(Locale.ROOT, Math.abs(mean) < 10 ? "%.3f" : "%.1f", sd)
                            : text);
        }
        System.out.println(end);
    }
}
