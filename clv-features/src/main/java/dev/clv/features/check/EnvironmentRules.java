package dev.clv.features.check;

import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.internal.event.EventBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/** Rules of independence: a feature must not depend on the clock, nor on the time zone and locale of the system. */
final class EnvironmentRules {

    /**
     * 400 years: the Gregorian calendar repeats after them, weekdays included, so that whatever depends on the season
     * or the weekday stays the same, and whatever is counted from the clock or from a fixed date does not.
     */
    private static final Duration ERA = Duration.ofDays(146_097);

    private static final Object LOCK = new Object();

    private final Checked checked;

    EnvironmentRules(Checked checked) {
        this.checked = checked;
    }

    void check() {
        system();
        era();
    }

    /** Two zones in which it is never the same day, and a locale with a decimal comma and a dotless i. */
    private void system() {
        double[][] east = in("Etc/GMT-14", Locale.US);
        double[][] west = in("Etc/GMT+12", Locale.forLanguageTag("tr-TR"));
        for (int i = 0; i < east.length; i++) {
            checked.requireSame(
                    east[i],
                    west[i],
                    "depends on the time zone or the locale of the system, or on its date; use customer.zone(), the cutoff "
                            + "and Locale.ROOT");
        }
    }

    private double[][] in(String zone, Locale locale) {
        synchronized (LOCK) {
            TimeZone zoneBefore = TimeZone.getDefault();
            Locale localeBefore = Locale.getDefault();
            try {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                Locale.setDefault(locale);
                return values(checked.histories);
            } finally {
                TimeZone.setDefault(zoneBefore);
                Locale.setDefault(localeBefore);
            }
        }
    }

    private void era() {
        List<CustomerHistory> now = new ArrayList<>();
        List<CustomerHistory> later = new ArrayList<>();
        for (CustomerHistory history : checked.histories) {
            CustomerHistory bounded = Checked.bounded(history);
            now.add(CustomerHistory.of(history.customer(), ZoneOffset.UTC, bounded.cutoff(), bounded.events()));
            later.add(later(bounded));
        }
        double[][] expected = values(now);
        double[][] actual = values(later);
        for (int i = 0; i < expected.length; i++) {
            checked.requireSame(
                    expected[i],
                    actual[i],
                    "changes when the same events happen 400 years later: it asks the clock, or counts from a fixed date; "
                            + "count from the cutoff");
        }
    }

    private static CustomerHistory later(CustomerHistory history) {
        List<CustomerEvent> events = new ArrayList<>();
        for (CustomerEvent event : history.events()) {
            Instant time = event.time();
            events.add(time.equals(Instant.MIN) ? event : EventBytes.at(time.plus(ERA), event));
        }
        return CustomerHistory.of(
                history.customer(), ZoneOffset.UTC, history.cutoff().plus(ERA), events);
    }

    private double[][] values(List<CustomerHistory> histories) {
        FeatureExtractor fitted = checked.plan.fit(histories);
        checked.require(
                fitted.features().equals(checked.features),
                "declares other features in another time zone, locale or century");
        FeaturePipeline pipeline = Checked.pipeline(fitted);
        return histories.stream()
                .map(history -> Checked.values(pipeline, history))
                .toArray(double[][]::new);
    }
}
