package dev.clv.examples.decide;

import static java.util.Objects.requireNonNull;

import dev.clv.ClvModel;
import dev.clv.decide.money.AgeValue;
import dev.clv.decide.money.Cohort;
import dev.clv.decide.money.Cost;
import dev.clv.decide.money.Costs;
import dev.clv.decide.money.MoneyReport;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the customers of two channels are worth beside what they cost, in words; and how near the predicted months of
 * the cohorts' curves come to what followed.
 */
public final class WhatChannelsPay {

    private static final Duration HORIZON = Duration.ofDays(180);

    private WhatChannelsPay() {}

    /** Prints the report and the comparison; takes the number of customers, 5,000 unless given. */
    public static void main(String[] arguments) {
        int customers = arguments.length == 0 ? 5_000 : Integer.parseInt(arguments[0]);
        print(customers, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void print(int customers, PrintStream out) {
        EventLog log = ShopSimulation.builder()
                .customers(customers)
                .days(720)
                .seed(1)
                .build()
                .log();
        Instant at = log.observedUntil().minus(HORIZON);
        ClvModel model = ClvModel.builder()
                .horizon(HORIZON)
                .horizons(Duration.ofDays(60))
                .train(log, at.minus(HORIZON));

        MoneyReport report = MoneyReport.builder()
                .costs(Costs.of(List.of(
                        Cost.of("advert", BigDecimal.valueOf(20L * customers)),
                        Cost.of("search", BigDecimal.valueOf(5L * customers)))))
                .margin(0.3)
                .model(model)
                .discount(0.1)
                .review(log, at);
        report.sentences().forEach(out::println);
        report.cautions().forEach(caution -> out.println("note: " + caution.sentence()));

        compare(
                report.cohorts().cohorts(),
                MoneyReport.builder().review(log, log.observedUntil()).cohorts().cohorts(),
                out);
    }

    private static void compare(List<Cohort> predicted, List<Cohort> followed, PrintStream out) {
        Map<String, Cohort> later = followed.stream().collect(Collectors.toMap(Cohort::month, cohort -> cohort));
        int cells = 0;
        int held = 0;
        double error = 0;
        for (Cohort cohort : predicted) {
            List<AgeValue> truth = requireNonNull(later.get(cohort.month())).curve();
            for (AgeValue point : cohort.curve()) {
                if (cohort.complete() && point.predicted() && point.month() <= truth.size()) {
                    double came = truth.get(point.month() - 1).value();
                    cells++;
                    held += point.interval() != null && point.interval().contains(came) ? 1 : 0;
                    error += Math.abs(point.value() / came - 1);
                }
            }
        }
        out.printf(
                "Of %d months that were predicted and came, %d lay in their interval; the value was off by %.1f %% on"
                        + " average.%n",
                cells, held, 100 * error / cells);
    }
}
