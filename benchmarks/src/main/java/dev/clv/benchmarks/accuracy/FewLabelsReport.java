package dev.clv.benchmarks.accuracy;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What a few labelled customers add to the general model: it, the default model trained on those customers alone, and
 * the average of both with a weight of n / (n + 200) for the latter, scored on all other customers. Argument: the
 * folder of shared data.
 */
public final class FewLabelsReport {

    private static final List<Metric> SHOWN =
            List.of(Metric.NGINI, Metric.SPEARMAN_RTB, Metric.RMSE_CAP99, Metric.BIAS_PCT);
    private static final int DRAWS = 4;
    private static final double EVEN = 200;

    private FewLabelsReport() {}

    /** Runs all. */
    public static void main(String[] args) {
        SharedData shared = new SharedData(Path.of(args[0]));
        report("CDNOW", EventProtocols.cdnowLog(shared), "1997-10-01", Duration.ofDays(273));
        report("Online Retail", EventProtocols.onlineRetailLog(shared), "2011-09-10", Duration.ofDays(90));
    }

    private static void report(String name, EventLog log, String date, Duration horizon) {
        Instant at = LocalDate.parse(date).atStartOfDay(log.zone()).toInstant();
        LabelWindow window = LabelWindow.observed(log, at, new Horizon(horizon));
        List<String> buyers = Population.buyersBefore(log, at);
        ClvModel general = ClvModel.general().horizon(horizon).fit(log, at);
        for (int labelled : new int[] {50, 100, 200, 500}) {
            double[][] sums = new double[3][SHOWN.size()];
            for (int draw = 0; draw < DRAWS; draw++) {
                List<String> shuffled = new ArrayList<>(buyers);
                Collections.shuffle(shuffled, new Random(1000L * draw + labelled));
                List<String> tested = shuffled.subList(labelled, shuffled.size());
                ClvModel own = ClvModel.builder()
                        .horizon(horizon)
                        .seed(draw)
                        .train(log.only(new HashSet<>(shuffled.subList(0, labelled))), at);
                double[] truth = tested.stream()
                        .mapToDouble(
                                customer -> window.label(log.history(customer)).value())
                        .toArray();
                double[] ofGeneral = values(general, log, tested, at);
                double[] ofOwn = values(own, log, tested, at);
                double share = labelled / (labelled + EVEN);
                double[] both = new double[truth.length];
                for (int i = 0; i < both.length; i++) {
                    both[i] = share * ofOwn[i] + (1 - share) * ofGeneral[i];
                }
                add(sums[0], Scores.of(ofGeneral, truth));
                add(sums[1], Scores.of(ofOwn, truth));
                add(sums[2], Scores.of(both, truth));
            }
            print(name, labelled, "general", sums[0]);
            print(name, labelled, "own", sums[1]);
            print(name, labelled, "average", sums[2]);
        }
    }

    private static double[] values(ClvModel model, EventLog log, List<String> customers, Instant at) {
        return model.predict(log, customers, at).stream()
                .mapToDouble(ClvPrediction::value)
                .toArray();
    }

    private static void add(double[] sums, Scores scores) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += scores.get(SHOWN.get(k)) / DRAWS;
        }
    }

    private static void print(String name, int labelled, String who, double[] means) {
        System.out.printf(Locale.ROOT, "%-14s %4d %-8s", name, labelled, who);
        for (double mean : means) {
            System.out.printf(Locale.ROOT, " %10.4f", mean);
        }
        System.out.println();
    }
}
