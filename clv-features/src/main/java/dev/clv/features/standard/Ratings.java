package dev.clv.features.standard;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Review;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.List;

final class Ratings extends ComputedExtractor {

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
    public State begin(CustomerContext customer) {
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

        @Override
        public void snapshot(StateWriter out) {
            out.whole(count).number(sum).number(last).number(min);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            long more = later.whole();
            count += more;
            sum += later.number();
            double latest = later.number();
            last = more == 0 ? last : latest;
            min = Math.min(min, later.number());
        }
    }
}
