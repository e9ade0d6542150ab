package dev.clv.features.standard;

import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import java.time.LocalDate;

final class Seasonality extends OrderDayExtractor {

    private static final int YEAR = 365;
    private static final String DAYS_AHEAD = "days_ahead";

    private final int daysAhead;

    /** @param daysAhead how long a season to look ahead, in days; in [1, 365] */
    Seasonality(int daysAhead) {
        super(
                "seasonality",
                Feature.numeric("season_sin", "-1 to 1", "Time of the year, sine", "season"),
                Feature.numeric("season_cos", "-1 to 1", "Time of the year, cosine", "season"),
                Feature.numeric(
                        "season_spend_share",
                        "share",
                        "Share of last year's spend that fell in the same " + daysAhead + " days as lie ahead",
                        "season"));
        if (daysAhead < 1 || daysAhead > YEAR) {
            throw new IllegalArgumentException("daysAhead must be from 1 to 365, was " + daysAhead);
        }
        this.daysAhead = daysAhead;
    }

    @Override
    public FittedState fittedState() {
        return FittedState.EMPTY.withNumbers(DAYS_AHEAD, daysAhead);
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return new Seasonality(state.integer(DAYS_AHEAD));
    }

    @Override
    void write(OrderDays orders, long asOf, double[] row, int offset) {
        LocalDate next = LocalDate.ofEpochDay(asOf + 1);
        double angle = 2 * Math.PI * (next.getDayOfYear() - 1) / next.lengthOfYear();
        row[offset] = StrictMath.sin(angle);
        row[offset + 1] = StrictMath.cos(angle);
        row[offset + 2] = seasonShare(orders, asOf);
    }

    private double seasonShare(OrderDays orders, long asOf) {
        long yearAgo = asOf - YEAR;
        if (orders.count() == 0 || orders.first() > yearAgo + 1) {
            return Double.NaN;
        }
        double year = orders.spentBetween(yearAgo, asOf).doubleValue();
        double season = orders.spentBetween(yearAgo, yearAgo + daysAhead).doubleValue();
        return year > 0 ? season / year : Double.NaN;
    }
}
