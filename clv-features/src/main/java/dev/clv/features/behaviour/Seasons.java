package dev.clv.features.behaviour;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.standard.OrderDays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link BehaviourExtractors#seasons(SeasonCalendar, int)}. */
final class Seasons extends ComputedExtractor {

    private static final String GROUP = "seasons";
    private static final String CALENDAR = "calendar";
    private static final String AHEAD = "days_ahead";
    private static final int MOST_AHEAD = 366;

    private final SeasonCalendar calendar;
    private final int daysAhead;

    /** What was found for the last day that was asked for, as many customers have the same cutoff. */
    private volatile @Nullable Ahead last;

    /** Of each window the days until it, from a day on. */
    private record Ahead(LocalDate day, List<Double> days) {}

    Seasons(SeasonCalendar calendar, int daysAhead) {
        super("seasons", features(calendar, daysAhead));
        if (daysAhead < 1 || daysAhead > MOST_AHEAD) {
            throw new IllegalArgumentException("daysAhead must be from 1 to " + MOST_AHEAD + ", was " + daysAhead);
        }
        this.calendar = calendar;
        this.daysAhead = daysAhead;
    }

    private static List<Feature> features(SeasonCalendar calendar, int daysAhead) {
        List<Feature> features = new ArrayList<>();
        for (String name : calendar.names()) {
            String words = name.replace('_', ' ');
            features.add(Feature.numeric(
                    "season_share." + name, "share", "Share of spend in the window '" + words + "'", GROUP));
            features.add(Feature.numeric(
                    "season_in." + name,
                    "days",
                    "Days from the day ahead to the window '" + words + "', within " + daysAhead,
                    GROUP));
        }
        return features;
    }

    @Override
    public FittedState fittedState() {
        return FittedState.EMPTY
                .withTexts(CALENDAR, calendar.toString().lines().toList())
                .withNumbers(AHEAD, daysAhead);
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return new Seasons(SeasonCalendar.parse(String.join("\n", state.texts(CALENDAR))), state.integer(AHEAD));
    }

    private List<Double> ahead(LocalDate day) {
        Ahead known = last;
        if (known == null || !known.day().equals(day)) {
            List<Double> days = calendar.windows().stream()
                    .map(window -> window.daysUntil(day, daysAhead))
                    .toList();
            known = new Ahead(day, days);
            last = known;
        }
        return known.days();
    }

    @Override
    public State begin(CustomerContext customer) {
        OrderDays orders = customer.shared(OrderDays.SHARED);
        return State.of((cutoff, row, offset) -> {
            List<SeasonWindow> windows = calendar.windows();
            double[] spent = new double[windows.size()];
            double[] known = new double[windows.size()];
            for (int i = 0; i < orders.count(); i++) {
                LocalDate day = LocalDate.ofEpochDay(orders.day(i));
                for (int w = 0; w < spent.length; w++) {
                    spent[w] += windows.get(w).contains(day) ? orders.amount(i) : 0;
                    known[w] += windows.get(w).knows(day) ? orders.amount(i) : 0;
                }
            }
            List<Double> ahead = ahead(LocalDate.ofEpochDay(customer.asOfDay(cutoff) + 1));
            for (int w = 0; w < spent.length; w++) {
                row[offset + 2 * w] = known[w] == 0 ? Double.NaN : Math.min(1, spent[w] / known[w]);
                row[offset + 2 * w + 1] = ahead.get(w);
            }
        });
    }
}
