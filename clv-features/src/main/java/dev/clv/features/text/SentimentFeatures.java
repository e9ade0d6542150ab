package dev.clv.features.text;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Review;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sentiment of a customer's texts; see {@link TextExtractors#sentiment(int)}. */
final class SentimentFeatures implements FeatureExtractor {

    private static final String GROUP = "satisfaction";
    private static final String MIN_CUSTOMERS = "min_customers";

    private static final List<Feature> FEATURES = List.of(
            Feature.numeric("sentiment_texts", "texts", "Reviews and messages written so far", GROUP),
            Feature.numeric("sentiment_mean", "score", "Average mood of what the customer wrote", GROUP),
            Feature.numeric("sentiment_last", "score", "Mood of the last text", GROUP),
            Feature.numeric("sentiment_min", "score", "Mood of the most discontent text", GROUP),
            Feature.numeric("sentiment_trend", "score", "Mood of the last text less the average before it", GROUP),
            Feature.numeric("sentiment_negative_share", "share", "Share of discontent texts", GROUP),
            Feature.numeric("sentiment_surprise", "score", "Average mood of a text less that of its rating", GROUP),
            Feature.numeric("days_since_complaint", "days", "Days since the last discontent text", GROUP));

    private final int minCustomers;
    private final SentimentModel model;

    SentimentFeatures(int minCustomers, SentimentModel model) {
        this.minCustomers = minCustomers;
        this.model = model;
    }

    @Override
    public String name() {
        return SentimentPlan.NAME;
    }

    @Override
    public List<Feature> features() {
        return model.isAble() ? FEATURES : List.of();
    }

    @Override
    public boolean isNaNOrdinary() {
        return true;
    }

    @Override
    public FittedState fittedState() {
        return model.fittedState().withNumbers(MIN_CUSTOMERS, minCustomers);
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return of(state);
    }

    static SentimentFeatures of(FittedState state) {
        return new SentimentFeatures(state.integer(MIN_CUSTOMERS), SentimentModel.of(state));
    }

    @Override
    public State begin(CustomerContext customer) {
        return model.isAble() ? new Texts(customer) : State.of((cutoff, row, offset) -> {});
    }

    private final class Texts implements State {

        private final CustomerContext customer;
        private long count;
        private double sum;
        private double last = Double.NaN;
        private double min = Double.POSITIVE_INFINITY;
        private long negative;
        private long rated;
        private double surprise;
        private long complaint = Long.MIN_VALUE;

        Texts(CustomerContext customer) {
            this.customer = customer;
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Review review) {
                add(review.text(), review.rating(), review.time());
            } else if (event instanceof Feedback feedback) {
                add(feedback.text(), Double.NaN, feedback.time());
            }
        }

        private void add(@Nullable String text, double rating, Instant time) {
            double score = text == null ? Double.NaN : 2 * model.heldOut(text) - 1;
            if (Double.isNaN(score)) {
                return;
            }
            count++;
            sum += score;
            last = score;
            min = Math.min(min, score);
            if (score < 0) {
                negative++;
                complaint = customer.day(time);
            }
            double stars = model.scoreOf(rating);
            if (!Double.isNaN(stars)) {
                rated++;
                surprise += score - stars;
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            row[offset] = count;
            row[offset + 1] = count == 0 ? Double.NaN : sum / count;
            row[offset + 2] = last;
            row[offset + 3] = count == 0 ? Double.NaN : min;
            row[offset + 4] = count < 2 ? Double.NaN : last - (sum - last) / (count - 1);
            row[offset + 5] = count == 0 ? Double.NaN : (double) negative / count;
            row[offset + 6] = rated == 0 ? Double.NaN : surprise / rated;
            row[offset + 7] = negative == 0 ? Double.NaN : customer.asOfDay(cutoff) - complaint;
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(count).number(sum).number(last).number(min).whole(negative);
            out.whole(rated).number(surprise).whole(complaint);
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
            negative += later.whole();
            rated += later.whole();
            surprise += later.number();
            complaint = Math.max(complaint, later.whole());
        }
    }
}
