package dev.clv.features.text;

import dev.clv.features.ColumnReport;
import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Review;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.internal.text.WrittenText;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import dev.clv.features.text.lexicon.SentimentLexicon;
import java.time.Instant;
import java.util.List;

/** The sentiment of a customer's texts; see {@link TextExtractors#sentiment(int)}. */
final class SentimentFeatures extends ComputedExtractor {

    private static final String GROUP = "satisfaction";
    private static final String MIN_CUSTOMERS = "min_customers";
    private static final String WRITTEN = "written";

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
    private final boolean written;
    private final SentimentModel model;

    /**
     * @param written whether enough customers write
     * @param model may be unable: then a lexicon reads
     * @param columns what became of the texts; empty where it is not known any more
     */
    SentimentFeatures(int minCustomers, boolean written, SentimentModel model, List<ColumnReport> columns) {
        super(SentimentPlan.NAME, written ? FEATURES : List.of(), columns);
        this.minCustomers = minCustomers;
        this.written = written;
        this.model = model;
    }

    @Override
    public boolean readsTexts() {
        return true;
    }

    @Override
    public FittedState fittedState() {
        return model.fittedState().withNumbers(MIN_CUSTOMERS, minCustomers).withNumbers(WRITTEN, written ? 1 : 0);
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return of(state);
    }

    static SentimentFeatures of(FittedState state) {
        return new SentimentFeatures(
                state.integer(MIN_CUSTOMERS), state.integer(WRITTEN) == 1, SentimentModel.of(state), List.of());
    }

    @Override
    public State begin(CustomerContext customer) {
        return written ? new Texts(customer) : State.of((cutoff, row, offset) -> {});
    }

    private double score(String text) {
        return model.isAble()
                ? 2 * model.heldOut(text) - 1
                : Lexicon.STANDARD.score(text).value();
    }

    /** Read from its files when it is first needed. */
    private static final class Lexicon {
        private static final SentimentLexicon STANDARD = SentimentLexicon.standard();
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
            String text = WrittenText.of(event);
            double score = text == null ? Double.NaN : score(text);
            if (Double.isNaN(score)) {
                return;
            }
            count++;
            sum += score;
            last = score;
            min = Math.min(min, score);
            if (score < 0) {
                negative++;
                complaint = customer.day(event.time());
            }
            double stars = event instanceof Review review ? model.scoreOf(review.rating()) : Double.NaN;
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
            row[offset + 5] = share(negative, count);
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
