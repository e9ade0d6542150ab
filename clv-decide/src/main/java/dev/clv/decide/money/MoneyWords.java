package dev.clv.decide.money;

import dev.clv.evaluate.Interval;
import dev.clv.features.event.CurrencyCode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report in words. */
final class MoneyWords {

    private static final int[] TOLD_MONTHS = {1, 3, 6, 12, 24};
    private static final int CATEGORIES = 3;
    private static final int CHANNELS = 20;

    private final MoneyReport report;
    private final String currency;

    MoneyWords(MoneyReport report) {
        this.report = report;
        this.currency = report.currency().equals(CurrencyCode.NONE) ? "" : " " + report.currency();
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(total());
        value(sentences);
        retention(sentences);
        Acquisition acquisition = report.acquisition();
        if (acquisition != null) {
            acquisition.channels().stream().limit(CHANNELS).map(this::channel).forEach(sentences::add);
            acquisition.campaigns().stream().limit(CHANNELS).map(this::channel).forEach(sentences::add);
        }
        concentration(sentences);
        demand(sentences);
        return sentences;
    }

    private String total() {
        return text(
                "%,d customers bought before %s: %s, less refunds of %s.",
                report.customers(),
                report.until().truncatedTo(ChronoUnit.SECONDS),
                amount(report.purchases()),
                amount(report.refunds()));
    }

    private void value(List<String> sentences) {
        Cohort all = report.cohorts().all();
        String told = all.curve().stream()
                .filter(this::isTold)
                .map(point -> text(
                        "%s%s by the end of month %d%s%s",
                        amount(point.value()),
                        range(point.interval(), this::number),
                        point.month(),
                        point.customers() == all.customers()
                                ? ""
                                : text(", of %,d who have been customers so long", point.customers()),
                        point.predicted() ? ", predicted" : ""))
                .collect(Collectors.joining("; "));
        if (!told.isEmpty()) {
            sentences.add("A customer is worth " + told + ".");
        }
        if (!Double.isNaN(all.predicted())) {
            sentences.add(text(
                    "So far a customer has been worth %s, and another %s is expected over the model's horizon%s.",
                    amount(all.soFar()),
                    amount(all.predicted()),
                    Double.isNaN(all.discounted())
                            ? ""
                            : text(
                                    "; together that is %s on the day of the first purchase",
                                    amount(all.discounted()))));
        }
    }

    private boolean isTold(AgeValue point) {
        for (int month : TOLD_MONTHS) {
            if (point.month() == month) {
                return true;
            }
        }
        return false;
    }

    private void retention(List<String> sentences) {
        long customers = 0;
        long active = 0;
        for (RetentionTriangle.Row row : report.retention().rows()) {
            if (row.active().size() > 1) {
                customers += row.customers();
                active += row.active().get(1);
            }
        }
        if (customers > 0) {
            sentences.add(text(
                    "%.1f %% of %,d customers bought again in the second month.",
                    100.0 * active / customers, customers));
        }
    }

    private String channel(ChannelValue one) {
        String name = one.channel() + (one.campaign() == null ? "" : " / " + one.campaign());
        if (one.customers() == 0) {
            return text("%s: nobody for %s.", name, amount(one.cost()));
        }
        return text(
                "%s: %,d customers for %s each are worth %s each%s%s; %s.",
                name,
                one.customers(),
                amount(one.costPerCustomer()),
                amount(one.value()),
                range(one.valueInterval(), this::number),
                Double.isNaN(one.ratio())
                        ? ""
                        : text(
                                ", %.2f times the cost%s",
                                one.ratio(), range(one.ratioInterval(), value -> text("%.2f", value))),
                one.payback().sentence());
    }

    private void concentration(List<String> sentences) {
        Concentration concentration = report.concentration();
        if (!Double.isNaN(concentration.gini())) {
            String told = concentration.top().stream()
                    .map(top -> text(
                            "the top %.0f %% for %.1f %%%s",
                            100 * top.customers(),
                            100 * top.value(),
                            range(top.interval(), value -> text("%.1f", 100 * value))))
                    .collect(Collectors.joining(", "));
            sentences.add("Of the net value so far, " + told + text("; Gini %.3f.", concentration.gini()));
        }
    }

    private void demand(List<String> sentences) {
        Map<String, Double> values = new HashMap<>();
        double total = 0;
        for (Demand.Row row : report.demand().rows()) {
            total += row.value();
            if (row.category() != null) {
                values.merge(row.category(), row.value(), Double::sum);
            }
        }
        double all = total;
        if (!values.isEmpty() && all > 0) {
            sentences.add(text("Of %,d categories, ", values.size())
                    + values.entrySet().stream()
                            .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                            .limit(CATEGORIES)
                            .map(entry -> text("'%s' makes %.1f %%", entry.getKey(), 100 * entry.getValue() / all))
                            .collect(Collectors.joining(", "))
                    + " of the net value.");
        }
    }

    private interface Number {
        String text(double value);
    }

    private static String range(@Nullable Interval interval, Number number) {
        return interval == null ? "" : " (" + number.text(interval.low()) + " to " + number.text(interval.high()) + ")";
    }

    private String amount(double value) {
        return number(value) + currency;
    }

    private String number(double value) {
        return text("%,.2f", value);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
