package dev.clv.features.check;

import java.util.Locale;
import java.util.TimeZone;

/**
 * A feature must not depend on the time zone and the locale of the system. Of the zones, two never have the same day
 * and one is a quarter of an hour off; of the locales, one has a decimal comma and a dotless i, one its own digits.
 */
final class EnvironmentRules {

    private static final Object LOCK = new Object();

    private final Checked checked;

    EnvironmentRules(Checked checked) {
        this.checked = checked;
    }

    void check() {
        double[][] expected = in("Etc/GMT-14", Locale.US);
        require(expected, in("Etc/GMT+12", Locale.forLanguageTag("tr-TR")));
        require(expected, in("Asia/Kathmandu", Locale.forLanguageTag("ar-EG")));
    }

    private void require(double[][] expected, double[][] actual) {
        for (int i = 0; i < expected.length; i++) {
            checked.requireSame(
                    expected[i],
                    actual[i],
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
                return checked.refitted(checked.histories);
            } finally {
                TimeZone.setDefault(zoneBefore);
                Locale.setDefault(localeBefore);
            }
        }
    }
}
