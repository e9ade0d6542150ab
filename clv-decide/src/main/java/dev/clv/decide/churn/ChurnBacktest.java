package dev.clv.decide.churn;

import dev.clv.caution.Caution;
import dev.clv.explain.json.RecordJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How well warnings would have done at a time whose future is known, beside rules that need no model. Tied customers
 * count in equal fractions, so that the order of a file never matters. Immutable.
 *
 * <p>Rules are {@code churn_probability} and {@code value_at_risk} of the warning; {@code recency}, the days since the
 * last order; {@code overdue}, the same in usual gaps; {@code few_order_days}; {@code recent_spend}, what was spent in
 * the last days, as many as the horizon has; and of the Pareto/NBD and the BG/NBD model, fitted to all customers who
 * had bought, {@code _not_alive}, which is 1 - P(alive), and {@code _no_purchase}, the probability of no purchase in
 * the days of each customer. The last four are missing where fewer than 20 customers had bought twice.
 *
 * @param at as of when warnings would have been given, as an ISO 8601 instant
 * @param churn what churn means, in words
 * @param customers how many were looked at
 * @param churned how many of them churned
 * @param rules by name, those of the warning first
 * @param gains the warning's rules beside the others, on the same resampled customers
 * @param cautions what to know before relying on it; often empty
 */
public record ChurnBacktest(
        String at,
        String churn,
        int customers,
        int churned,
        List<Rule> rules,
        List<Gain> gains,
        List<Caution> cautions) {

    private static final String KIND = "churn-backtest";
    private static final int VERSION = 1;

    /** Copies the lists. */
    public ChurnBacktest {
        Instant.parse(at);
        rules = List.copyOf(rules);
        gains = List.copyOf(gains);
        cautions = List.copyOf(cautions);
    }

    /**
     * How well a score finds churners.
     *
     * @param name of the score
     * @param auc the probability that a churner has a higher score than a stayer, ties counting half
     * @param averagePrecision the sum over distinct scores of precision times the gain in recall
     * @param brier the mean squared error of a probability; NaN of a score that is none
     * @param bias the mean probability less the share of churners; NaN of a score that is none
     * @param budgets in the order they were asked for
     */
    public record Rule(
            String name, double auc, double averagePrecision, double brier, double bias, List<AtBudget> budgets) {

        /** Copies the list. */
        public Rule {
            budgets = List.copyOf(budgets);
        }

        /**
         * The figures at a budget.
         *
         * @throws IllegalArgumentException if it was not asked for
         */
        public AtBudget at(int budget) {
            return budgets.stream()
                    .filter(each -> each.budget() == budget)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the backtest knows the budgets "
                            + budgets.stream().map(AtBudget::budget).toList() + ", not " + budget));
        }
    }

    /**
     * What a number of alerts, given from the highest score down, would have found.
     *
     * @param budget how many alerts
     * @param precision the share of them that churned
     * @param recall the share of all churners among them
     * @param lift precision by the share of churners among all
     * @param value the share of all churners' recent spend, that of the last days, as many as the horizon has; NaN if
     *     they spent nothing
     * @param wasted the share of all stayers' recent spend: customers who are disturbed for nothing; NaN if they spent
     *     nothing
     */
    public record AtBudget(int budget, double precision, double recall, double lift, double value, double wasted) {}

    /**
     * By how much a rule of the warning is better than another one.
     *
     * @param rule of the warning
     * @param other the other one
     * @param metric {@code AUC}, {@code AP} or, with a budget, {@code value@300}
     * @param difference of the metric
     * @param sd the standard deviation of the difference over resamples of the customers
     */
    public record Gain(String rule, String other, String metric, double difference, double sd) {

        /** Whether the difference is above two standard deviations. */
        public boolean isBeyondNoise() {
            return difference > 2 * sd;
        }
    }

    /**
     * The figures of a rule.
     *
     * @throws IllegalArgumentException if there is no such rule
     */
    public Rule rule(String name) {
        return rules.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the backtest has no rule '" + name + "', only "
                        + rules.stream().map(Rule::name).toList()));
    }

    /**
     * The gain of one rule over another.
     *
     * @throws IllegalArgumentException if the two were not compared by this metric
     */
    public Gain gain(String rule, String other, String metric) {
        return gains.stream()
                .filter(each -> each.rule().equals(rule)
                        && each.other().equals(other)
                        && each.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + rule + "' was not compared with '" + other + "' by " + metric));
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back. */
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static ChurnBacktest fromJson(String text) {
        return RecordJson.read(text, KIND, VERSION, ChurnBacktest.class);
    }

    /** A table of the rules, and a line for each two rules that were compared. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%,d customers as of %s, of whom %,d (%.1f %%) churned: %s",
                customers,
                at,
                churned,
                100.0 * churned / customers,
                churn);
        line(
                text,
                "%-24s %5s %5s %6s %6s  budget precision recall  lift value wasted",
                "",
                "AUC",
                "AP",
                "Brier",
                "bias");
        for (Rule rule : rules) {
            String name = String.format(
                    Locale.ROOT,
                    "%-24s %5.3f %5.3f %6s %6s",
                    rule.name(),
                    rule.auc(),
                    rule.averagePrecision(),
                    number("%.3f", rule.brier()),
                    number("%+.3f", rule.bias()));
            for (AtBudget budget : rule.budgets()) {
                line(
                        text,
                        "%-50s %7d %9.3f %6.3f %5.2f %5s %6s",
                        name,
                        budget.budget(),
                        budget.precision(),
                        budget.recall(),
                        budget.lift(),
                        number("%.3f", budget.value()),
                        number("%.3f", budget.wasted()));
                name = "";
            }
        }
        Map<String, String> compared = new LinkedHashMap<>();
        for (Gain gain : gains) {
            compared.merge(
                    gain.rule() + " less " + gain.other(),
                    String.format(
                            Locale.ROOT,
                            "%s %+.3f (sd %.3f)%s",
                            gain.metric(),
                            gain.difference(),
                            gain.sd(),
                            gain.isBeyondNoise() ? "" : "*"),
                    (before, next) -> before + ", " + next);
        }
        compared.forEach((rules, figures) -> line(text, "%s: %s", rules, figures));
        if (!gains.stream().allMatch(Gain::isBeyondNoise)) {
            line(text, "* not better by more than two standard deviations");
        }
        return text.toString();
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append(System.lineSeparator());
    }
}
