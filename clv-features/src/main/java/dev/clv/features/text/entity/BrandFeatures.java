package dev.clv.features.text.entity;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.internal.extract.ComputedExtractor;
import dev.clv.features.internal.text.WrittenText;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import dev.clv.features.text.lexicon.SentimentLexicon;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which brands and products a customer writes of; see {@link EntityExtractors#brands}. */
final class BrandFeatures extends ComputedExtractor {

    private static final String NAME = "brands";
    private static final String GROUP = "brands";
    private static final String OWN = "own";
    private static final String CATALOGUE = "catalogue";

    private static final List<Feature> FEATURES = List.of(
            Feature.numeric("products_named", "products", "Products named in what the customer wrote", GROUP),
            Feature.numeric("brands_named", "brands", "Brands named in what the customer wrote", GROUP),
            Feature.numeric("brand_own_share", "share", "Share of the shop's own among the brands named", GROUP),
            Feature.numeric("brand_own_mood", "score", "Average mood of texts that name a brand of the shop", GROUP),
            Feature.numeric("brand_other_mood", "score", "Average mood of texts that name another brand", GROUP));

    private final Catalogue catalogue;
    private final EntityReader reader;
    private final Set<String> own;

    BrandFeatures(Catalogue catalogue, Collection<String> own) {
        super(NAME, FEATURES);
        this.catalogue = catalogue;
        this.reader = EntityReader.of(catalogue);
        this.own = new TreeSet<>(own);
        for (String brand : own) {
            if (!catalogue.hasBrand(brand)) {
                throw new IllegalArgumentException(
                        "'" + brand
                                + "' is no brand of the catalogue, so that no text names it; add it by brand(...) of its builder");
            }
        }
    }

    @Override
    public boolean readsTexts() {
        return true;
    }

    @Override
    public FittedState fittedState() {
        return FittedState.EMPTY
                .withTexts(OWN, List.copyOf(own))
                .withTexts(CATALOGUE, List.of(Long.toHexString(catalogue.fingerprint())));
    }

    @Override
    public State begin(CustomerContext customer) {
        return new Named();
    }

    /** Read from its files when it is first needed. */
    private static final class Lexicon {
        private static final SentimentLexicon STANDARD = SentimentLexicon.standard();
    }

    private final class Named implements State {

        private long products;
        private long brands;
        private long owned;

        /** Texts that name a brand of the shop, and another one, and the sums of their moods. */
        private final long[] texts = new long[2];

        private final double[] moods = new double[2];

        @Override
        public void add(CustomerEvent event) {
            String text = WrittenText.of(event);
            if (text == null) {
                return;
            }
            boolean[] named = new boolean[2];
            for (Entity entity : reader.read(text)) {
                if (entity.kind() == EntityKind.PRODUCT) {
                    products++;
                } else if (entity.kind() == EntityKind.BRAND) {
                    boolean isOwn = own.contains(entity.text());
                    brands++;
                    owned += isOwn ? 1 : 0;
                    named[isOwn ? 0 : 1] = true;
                }
            }
            double mood = named[0] || named[1] ? Lexicon.STANDARD.score(text).value() : Double.NaN;
            for (int i = 0; i < named.length; i++) {
                if (named[i] && !Double.isNaN(mood)) {
                    texts[i]++;
                    moods[i] += mood;
                }
            }
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            row[offset] = products;
            row[offset + 1] = brands;
            row[offset + 2] = share(owned, brands);
            row[offset + 3] = texts[0] == 0 ? Double.NaN : moods[0] / texts[0];
            row[offset + 4] = texts[1] == 0 ? Double.NaN : moods[1] / texts[1];
        }

        @Override
        public void snapshot(StateWriter out) {
            out.whole(products).whole(brands).whole(owned);
            for (int i = 0; i < texts.length; i++) {
                out.whole(texts[i]).number(moods[i]);
            }
        }

        @Override
        public void restore(StateReader in) {
            merge(in);
        }

        @Override
        public void merge(StateReader later) {
            products += later.whole();
            brands += later.whole();
            owned += later.whole();
            for (int i = 0; i < texts.length; i++) {
                texts[i] += later.whole();
                moods[i] += later.number();
            }
        }
    }
}
