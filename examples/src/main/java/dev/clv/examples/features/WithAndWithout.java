package dev.clv.examples.features;

import dev.clv.ClvModel;
import dev.clv.ClvModelBuilder;
import dev.clv.evaluate.Comparison;
import dev.clv.evaluate.CrossValidation;
import dev.clv.evaluate.CrossValidationReport;
import dev.clv.evaluate.Metric;
import dev.clv.explain.Attribution;
import dev.clv.features.FittableExtractor;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Trains models with and without features of one's own on a simulated shop, shows what one prediction owes to them, and
 * compares the two ways of training on the same folds of customers.
 */
public final class WithAndWithout {

    private static final Duration HORIZON = Duration.ofDays(90);
    private static final List<Metric> SHOWN = List.of(Metric.NGINI, Metric.MAE, Metric.AUC, Metric.BRIER);

    private final List<FittableExtractor> features;
    private final EventLog log;
    private final Instant cutoff;

    private WithAndWithout(List<FittableExtractor> features, ShopSimulation shop) {
        this.features = features;
        this.log = shop.log();
        this.cutoff = shop.end().minus(HORIZON);
    }

    /** Prints what docs/EXTENDING.md shows, in a few minutes; takes the number of customers, 2,000 unless given. */
    public static void main(String[] arguments) {
        int customers = arguments.length == 0 ? 2_000 : Integer.parseInt(arguments[0]);
        ShopSimulation shop =
                ShopSimulation.builder().customers(customers).days(720).seed(1).build();
        WithAndWithout test = new WithAndWithout(List.of(new ActiveAfterOrder(), new SilenceInGaps()), shop);
        test.print(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    private void print(PrintStream out) {
        ClvModel model = with().train(log, cutoff);
        String customer = log.customers().iterator().next();
        Attribution why = model.explain(log.history(customer), cutoff);
        out.printf("prediction of %s: %.2f, of which%n", customer, why.prediction());
        for (String name : List.of("active_after_order_days", "silence_in_gaps", "days_since_visit")) {
            out.printf("  %-24s %+.2f%n", name, why.feature(name).value());
        }
        Comparison comparison = report(this::with).against(report(this::without));
        for (Metric metric : SHOWN) {
            out.printf(
                    "%-6s with, less without: %s%n",
                    metric.label(), comparison.of(metric).orElseThrow());
        }
    }

    private ClvModelBuilder without() {
        return ClvModel.builder().horizon(HORIZON).seed(7);
    }

    private ClvModelBuilder with() {
        ClvModelBuilder builder = without();
        features.forEach(builder::addExtractor);
        return builder;
    }

    private CrossValidationReport report(Supplier<ClvModelBuilder> way) {
        return CrossValidation.of(5).run(log, cutoff, (some, at) -> way.get().train(some, at)::forecasts);
    }
}
