package dev.clv.benchmarks.accuracy;

import static java.util.Objects.requireNonNull;

import dev.clv.ClvModel;
import dev.clv.evaluate.Comparison;
import dev.clv.evaluate.Difference;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.features.event.EventLog;
import dev.clv.general.GeneralPrior;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The general model, without any outcome of a shop, beside Pareto/NBD x Gamma-Gamma fitted to that very shop, as of the
 * same time: metrics of both and, in brackets, the paired difference with its interval of 95 %. Arguments: the folder
 * of shared data, and perhaps the file of another general model.
 */
public final class GeneralReport {

    private static final List<Metric> SHOWN = List.of(
            Metric.NGINI,
            Metric.SPEARMAN_RTB,
            Metric.AUC,
            Metric.MAE,
            Metric.RMSE_CAP99,
            Metric.BIAS_PCT,
            Metric.DECILE_WAPE,
            Metric.COVERAGE_80);

    private GeneralReport() {}

    /** Runs all. */
    public static void main(String[] args) throws IOException {
        SharedData shared = new SharedData(Path.of(args[0]));
        GeneralPrior prior = args.length > 1 ? GeneralPrior.load(Path.of(args[1])) : GeneralPrior.standard();
        System.out.println(prior);
        EventLog cdnow = EventProtocols.cdnowLog(shared);
        report("CDNOW", cdnow, "1997-07-01", 90, prior);
        report("CDNOW", cdnow, "1997-10-01", 273, prior);
        report("CDNOW", cdnow, "1998-01-01", 180, prior);
        EventLog retail = EventProtocols.onlineRetailLog(shared);
        report("Online Retail", retail, "2011-03-10", 90, prior);
        report("Online Retail", retail, "2011-06-09", 180, prior);
        report("Online Retail", retail, "2011-09-10", 90, prior);
        Set<String> abroad = new HashSet<>();
        for (String customer : retail.customers()) {
            if (!"United Kingdom".equals(retail.history(customer).attributes().get("Country"))) {
                abroad.add(customer);
            }
        }
        report("Online Retail, abroad", retail.only(abroad), "2011-06-09", 90, prior);
        for (int customers : new int[] {200, 2_000}) {
            for (long seed = 1000; seed < 1005; seed++) {
                EventLog shop = ShopSimulation.builder()
                        .customers(customers)
                        .days(730)
                        .seed(seed)
                        .build()
                        .log();
                report("simulated/" + customers, shop, "2024-07-01", 180, prior);
            }
        }
    }

    private static void report(String name, EventLog log, String date, int days, GeneralPrior prior) {
        Instant at = LocalDate.parse(date).atStartOfDay(log.zone()).toInstant();
        Evaluation evaluation = ClvModel.general()
                .horizon(Duration.ofDays(days))
                .prior(prior)
                .fit(log, at)
                .evaluate(log, at);
        System.out.printf(
                Locale.ROOT,
                "%s, %s, %d days, %d customers%n",
                name,
                date,
                days,
                evaluation.model().count());
        Scores fitted = requireNonNull(evaluation.baselines().get("pareto_nbd"));
        Comparison comparison = requireNonNull(evaluation.comparisons().get("pareto_nbd"));
        for (Metric metric : SHOWN) {
            Difference difference = comparison.differences().get(metric);
            System.out.printf(
                    Locale.ROOT,
                    "  %-14s %12.4f %12.4f%s%n",
                    metric.label(),
                    evaluation.model().get(metric),
                    fitted.get(metric),
                    difference == null ? "" : "  (" + difference + ")");
        }
    }
}
