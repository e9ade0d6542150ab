package dev.clv.features.standard;

import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Review;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

final class Ratings extends StandardExtractor {

    Ratings() {
        super(
                "ratings",
                List.of(
                        Feature.numeric("rating_count", "ratings", "Ratings given so far", "satisfaction"),
                        Feature.numeric("rating_mean", "rating", "Average rating given", "satisfaction"),
                        Feature.numeric("rating_last", "rating", "Last rating given", "satisfaction"),
                        Feature.numeric("rating_min", "rating", "Worst rating given", "satisfaction")));
    }

    @Override
    public State begin(String customer, ZoneId zone) {
        return new RatingState();
    }

    private static final class RatingState implements State {

        private long count;
        private double sum;
        private double last = Double.NaN;
        private double min = Double.POSITIVE_INFINITY;

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Review review && !Double.isNaN(review.rating())) {
                count++;
                sum += review.rating();
                last = review.rating();
                min = Math.min(min, last);
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            row[offset] = count;
            row[offset + 1] = count == 0 ? Double.NaN : sum / count;
            row[offset + 2] = last;
            row[offset + 3] = count == 0 ? Double.NaN : min;
        }
    }
}
