package dev.clv.examples.decide;

import dev.clv.ClvModel;
import dev.clv.decide.Decision;
import dev.clv.decide.churn.AlertBudget;
import dev.clv.decide.churn.ChurnAlert;
import dev.clv.decide.churn.ChurnAlerts;
import dev.clv.decide.churn.ChurnWarning;
import dev.clv.features.event.EventLog;
import dev.clv.simulate.ShopSimulation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * A call centre can call so many customers a month, each at most once in 60 days. Gives the lists of two looks half a
 * month apart, and shows how well the first would have done.
 */
public final class WhomToCall {

    private static final Duration HORIZON = Duration.ofDays(90);

    private WhomToCall() {}

    /** Prints both lists' first alerts and a backtest; takes the number of customers, 1,000 unless given. */
    public static void main(String[] arguments) {
        int customers = arguments.length == 0 ? 1_000 : Integer.parseInt(arguments[0]);
        print(customers, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void print(int customers, PrintStream out) {
        ShopSimulation shop =
                ShopSimulation.builder().customers(customers).days(720).seed(1).build();
        EventLog log = shop.log();
        Instant first = shop.end().minus(HORIZON);
        ClvModel model = ClvModel.builder().horizon(HORIZON).seed(7).train(log, first.minus(HORIZON));

        ChurnWarning.Builder calls = ChurnWarning.builder(model)
                .budget(AlertBudget.perMonth(customers / 20).quiet(Duration.ofDays(60)))
                .keeps(0.05, 0.2);
        ChurnAlerts one = calls.build().alerts(log, first);
        show(out, first, one, model.currency());

        Instant second = first.plus(Duration.ofDays(15));
        show(out, second, calls.after(one.worthSaving()).build().alerts(log, second), model.currency());

        out.print(calls.build().backtest(log, first));
    }

    private static void show(PrintStream out, Instant at, ChurnAlerts alerts, String currency) {
        out.printf("%s: %s%n", at, alerts.saving().sentence(currency));
        for (Decision<ChurnAlert> alert :
                alerts.worthSaving().decisions().stream().limit(3).toList()) {
            out.printf("  %s: %s%n", alert.customer(), String.join("; ", alert.reasons()));
        }
    }
}
