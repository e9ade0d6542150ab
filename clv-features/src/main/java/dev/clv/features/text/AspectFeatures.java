package dev.clv.features.text;

import dev.clv.features.ColumnReport;
import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.internal.text.WrittenText;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import dev.clv.features.text.aspect.AspectOpinion;
import dev.clv.features.text.lexicon.Polarity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a customer praises and complains about; see {@link TextExtractors#aspects(int)}. */
final class AspectFeatures extends ComputedExtractor {

    private static final String GROUP = "satisfaction";
    private static final String ASPECTS = "aspects";
    private static final String MIN_CUSTOMERS = "min_customers";

    private final int minCustomers;
    private final List<String> aspects;

    /** @param columns what became of the aspects; empty where it is not known any more */
    AspectFeatures(int minCustomers, List<String> aspects, List<ColumnReport> columns) {
        super(AspectPlan.NAME, features(aspects), columns);
        this.minCustomers = minCustomers;
        this.aspects = List.copyOf(aspects);
    }

    private static List<Feature> features(List<String> aspects) {
        List<Feature> all = new ArrayList<>();
        for (String aspect : aspects) {
            String what = aspect.replace('_', ' ');
            all.add(Feature.numeric("aspect_" + aspect, "score", "Praise of " + what + " less complaints", GROUP));
        }
        if (!aspects.isEmpty()) {
            all.add(Feature.numeric("aspect_praises", "aspects", "Aspects praised so far, each text anew", GROUP));
            all.add(Feature.numeric("aspect_complaints", "aspects", "Aspects complained about so far", GROUP));
            all.add(Feature.numeric("aspect_complaints_open", "aspects", "Complaints since the last purchase", GROUP));
        }
        return all;
    }

    @Override
    public boolean readsTexts() {
        return true;
    }

    @Override
    public FittedState fittedState() {
        return FittedState.EMPTY.withNumbers(MIN_CUSTOMERS, minCustomers).withTexts(ASPECTS, aspects);
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return of(state);
    }

    static AspectFeatures of(FittedState state) {
        return new AspectFeatures(state.integer(MIN_CUSTOMERS), state.texts(ASPECTS), List.of());
    }

    @Override
    public State begin(CustomerContext customer) {
        return aspects.isEmpty() ? State.of((cutoff, row, offset) -> {}) : new Opinions();
    }

    private final class Opinions implements State {

        /** Of each aspect, texts that spoke of it, and praise less complaints. */
        private final long[] texts = new long[aspects.size()];

        private final long[] balance = new long[aspects.size()];
        private long praises;
        private long complaints;

        /** Complaints since the last purchase, those of its very instant among them, as events of one have no order. */
        private long open;

        private Instant lastPurchase = Instant.MIN;
        private Instant lastComplaint = Instant.MIN;

        /** How many complaints were made at the time of the last one. */
        private long lastComplaints;

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Purchase) {
                lastPurchase = event.time();
                open = complaintsAt(lastPurchase);
                return;
            }
            String text = WrittenText.of(event);
            if (text == null) {
                return;
            }
            for (AspectOpinion opinion : AspectPlan.Reader.read(text)) {
                int aspect = aspects.indexOf(opinion.aspect());
                if (aspect >= 0) {
                    add(aspect, opinion.polarity(), event.time());
                }
            }
        }

        private long complaintsAt(Instant time) {
            return lastComplaint.equals(time) ? lastComplaints : 0;
        }

        private void add(int aspect, Polarity polarity, Instant time) {
            texts[aspect]++;
            if (polarity == Polarity.POSITIVE) {
                balance[aspect]++;
                praises++;
            } else if (polarity == Polarity.NEGATIVE) {
                balance[aspect]--;
                complaints++;
                open++;
                complained(time, 1);
            }
        }

        private void complained(Instant time, long times) {
            lastComplaints = complaintsAt(time) + times;
            lastComplaint = time;
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            int at = offset;
            for (int i = 0; i < texts.length; i++) {
                row[at++] = share(balance[i], texts[i]);
            }
            row[at] = praises;
            row[at + 1] = complaints;
            row[at + 2] = open;
        }

        @Override
        public void snapshot(StateWriter out) {
            for (int i = 0; i < texts.length; i++) {
                out.whole(texts[i]).whole(balance[i]);
            }
            out.whole(praises).whole(complaints).whole(open);
            out.instant(lastPurchase).instant(lastComplaint).whole(lastComplaints);
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            for (int i = 0; i < texts.length; i++) {
                texts[i] += later.whole();
                balance[i] += later.whole();
            }
            praises += later.whole();
            complaints += later.whole();
            long openLater = later.whole();
            Instant boughtLater = later.instant();
            open = openLater + (boughtLater.equals(Instant.MIN) ? open : complaintsAt(boughtLater));
            lastPurchase = boughtLater.equals(Instant.MIN) ? lastPurchase : boughtLater;
            Instant complainedLater = later.instant();
            long timesLater = later.whole();
            if (timesLater > 0) {
                complained(complainedLater, timesLater);
            }
        }
    }
}
