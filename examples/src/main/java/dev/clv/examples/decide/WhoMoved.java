package dev.clv.examples.decide;

import dev.clv.ClvModel;
import dev.clv.decide.Decisions;
import dev.clv.decide.segment.CustomerSegment;
import dev.clv.decide.segment.Migration;
import dev.clv.decide.segment.Scheme;
import dev.clv.decide.segment.Segmentation;
import dev.clv.decide.segment.Segmenter;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Segments of a shop in two months by limits of the training, and who moved between them. */
public final class WhoMoved {

    private static final Duration HORIZON = Duration.ofDays(90);

    private WhoMoved() {}

    /** Prints the clusters and the moves by each scheme; takes the number of customers, 1,000 unless given. */
    public static void main(String[] arguments) {
        int customers = arguments.length == 0 ? 1_000 : Integer.parseInt(arguments[0]);
        print(customers, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void print(int customers, PrintStream out) {
        ShopSimulation shop =
                ShopSimulation.builder().customers(customers).days(720).seed(1).build();
        EventLog log = shop.log();
        Instant now = shop.end();
        ClvModel model = ClvModel.builder().horizon(HORIZON).seed(7).train(log, now.minus(HORIZON));

        Segmentation limits = Segmentation.learn(model, log);
        out.println(limits.clusters().reason());
        limits.clusters()
                .clusters()
                .forEach(cluster -> out.printf(
                        "  %s: %d customers, mean value %.0f%n",
                        cluster.name(), cluster.customers(), cluster.meanValue()));

        Segmenter segmenter = Segmenter.of(model, limits);
        Decisions<CustomerSegment> before = segmenter.segments(log, now.minus(Duration.ofDays(30)));
        Decisions<CustomerSegment> after = segmenter.segments(log, now);
        for (Scheme scheme : Scheme.values()) {
            Migration moved = Migration.between(before, after, scheme);
            out.print(moved);
            moved.cautions().forEach(caution -> out.println(caution.sentence()));
        }
    }
}
