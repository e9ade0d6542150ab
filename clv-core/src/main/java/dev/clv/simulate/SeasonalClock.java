package dev.clv.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Time as the shop's business feels it: a clock that runs fast in busy hours and slow at night, one unit a day on
 * average.
 *
 * <p>On this clock a customer's purchases have a constant rate, so BG/NBD holds on it as it stands, and expectations
 * over calendar windows stay closed forms. Its speed is constant within an hour: the product of a yearly, a weekly and
 * an hourly profile, each averaging 1. Immutable.
 */
final class SeasonalClock {

    private static final long HOUR = 3600;
    private static final double[] OF_YEAR = yearlyProfile();
    private static final double[] OF_WEEK = {0.95, 0.92, 0.93, 0.98, 1.05, 1.12, 1.05};
    private static final double[] OF_DAY = {
        0.25, 0.12, 0.06, 0.05, 0.05, 0.10, 0.30, 0.60, 0.90, 1.15, 1.35, 1.45,
        1.50, 1.40, 1.35, 1.35, 1.40, 1.50, 1.65, 1.90, 2.05, 1.85, 1.15, 0.52
    };

    private final Instant start;

    /** At index h, what the clock shows h hours after its start. */
    private final double[] shown;

    /** A clock that shows 0 when {@code start} begins in {@code zone} and can be read until {@code end}, included. */
    SeasonalClock(LocalDate start, ZoneId zone, Instant end) {
        this.start = start.atStartOfDay(zone).toInstant();
        int hours = (int) ((end.getEpochSecond() - this.start.getEpochSecond()) / HOUR) + 1;
        shown = new double[hours + 1];
        for (int h = 0; h < hours; h++) {
            ZonedDateTime time = this.start.plusSeconds(h * HOUR).atZone(zone);
            double speed = OF_YEAR[time.getDayOfYear() - 1]
                    * OF_WEEK[time.getDayOfWeek().ordinal()]
                    * OF_DAY[time.getHour()];
            shown[h + 1] = shown[h] + speed / 24;
        }
    }

    /** What the clock shows at {@code time}, in average days since the start; 0 before the start. */
    double at(Instant time) {
        if (!time.isAfter(start)) {
            return 0;
        }
        long seconds = time.getEpochSecond() - start.getEpochSecond();
        int hour = (int) (seconds / HOUR);
        double rest = seconds % HOUR + time.getNano() * 1e-9;
        return shown[hour] + (shown[hour + 1] - shown[hour]) * (rest / HOUR);
    }

    /** When the clock shows {@code reading}, to the second below. */
    Instant when(double reading) {
        int low = 0;
        int high = shown.length - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (shown[middle] <= reading) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double share = (reading - shown[low]) / (shown[low + 1] - shown[low]);
        return start.plusSeconds(low * HOUR + Math.min((long) (share * HOUR), HOUR - 1));
    }

    /** A flat year with a mild summer, a strong December and a tired January. */
    private static double[] yearlyProfile() {
        double[] profile = new double[366];
        double sum = 0;
        for (int day = 0; day < profile.length; day++) {
            profile[day] = 1
                    + 0.08 * StrictMath.cos(2 * StrictMath.PI * (day - 172) / 365)
                    + 0.70 * bump(day, 343, 14)
                    - 0.20 * bump(day, 20, 15);
            sum += profile[day];
        }
        for (int day = 0; day < profile.length; day++) {
            profile[day] *= profile.length / sum;
        }
        return profile;
    }

    private static double bump(int day, int centre, int width) {
        double z = (day - centre) / (double) width;
        return StrictMath.exp(-z * z);
    }
}
