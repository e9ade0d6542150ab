package dev.clv.features.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.CustomerState;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FeatureSchema;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.RowKey;
import dev.clv.features.check.ExtractorChecks;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Review;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.text.entity.Catalogue;
import dev.clv.features.text.entity.EntityExtractors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextExtractorsTest {

    private static final Instant BEGIN = Instant.parse("2024-01-01T12:00:00Z");
    private static final Instant CUTOFF = BEGIN.plus(Duration.ofDays(100));
    private static final List<String> GOOD =
            List.of("lovely quality", "great, delivery was fast", "质量很好", "ótimo, entrega rápida");
    private static final List<String> BAD =
            List.of("broken on arrival", "awful, delivery was late", "物流太慢，垃圾", "péssimo, chegou atrasado");

    private static Instant day(int day) {
        return BEGIN.plus(Duration.ofDays(day));
    }

    private static Review review(int day, double rating, String text) {
        return new Review(day(day), rating, text, null, null);
    }

    /** Customers who write as they rate; without a rating if the scale is 0. */
    private static List<CustomerHistory> writers(int count, int scale) {
        Random random = new Random(2);
        List<CustomerHistory> histories = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<CustomerEvent> events = new ArrayList<>();
            for (int day = random.nextInt(20); day < 100; day += 1 + random.nextInt(30)) {
                events.add(Purchase.of(day(day), BigDecimal.TEN));
                boolean good = random.nextBoolean();
                String text = (good ? GOOD : BAD).get(random.nextInt(4)) + " " + random.nextInt(50);
                double rating = scale == 0 ? Double.NaN : good ? scale : 1;
                events.add(random.nextInt(4) == 0 ? new Feedback(day(day), text) : review(day, rating, text));
            }
            histories.add(CustomerHistory.of("customer " + i, ZoneOffset.UTC, CUTOFF, events));
        }
        return histories;
    }

    private static double value(
            FittableExtractor extractor, List<CustomerHistory> training, String feature, CustomerEvent... events) {
        FeaturePipeline pipeline = FeaturePlan.of(List.of(extractor)).fit(training);
        return pipeline.row(CustomerHistory.of("anna", ZoneOffset.UTC, CUTOFF, List.of(events)), CUTOFF)[
                pipeline.schema().indexOf(feature)];
    }

    private static double mood(String feature, CustomerEvent... events) {
        return value(TextExtractors.sentiment(), writers(200, 5), feature, events);
    }

    @Test
    void keepTheContractOfExtractorsOnTextsOfThreeLanguages() {
        for (int scale : new int[] {0, 5}) {
            List<CustomerHistory> histories = writers(60, scale);
            ExtractorChecks.check(TextExtractors.sentiment(2), histories);
            ExtractorChecks.check(TextExtractors.aspects(2), histories);
        }
        ExtractorChecks.check(TextExtractors.sentiment(1));
        ExtractorChecks.check(TextExtractors.aspects(1));
        ExtractorChecks.checkSettings(TextExtractors.sentiment(1), TextExtractors.sentiment(2));
        ExtractorChecks.checkSettings(TextExtractors.aspects(1), TextExtractors.aspects(3));
    }

    @Test
    void moodIsThatOfTheTextsSoFar() {
        CustomerEvent[] events = {
            review(1, 5, "lovely"),
            review(10, 5, "lovely quality"),
            new Feedback(day(40), "awful, late"),
            review(90, 5, null)
        };
        assertThat(mood("sentiment_texts", events)).isEqualTo(3);
        assertThat(mood("sentiment_last", events)).isLessThan(-0.5).isEqualTo(mood("sentiment_min", events));
        assertThat(mood("sentiment_negative_share", events)).isEqualTo(1 / 3.0);
        assertThat(mood("sentiment_trend", events)).isLessThan(-1);
        assertThat(mood("days_since_complaint", events)).isEqualTo(60);
        assertThat(mood("sentiment_mean", events)).isBetween(-0.5, 0.8);
    }

    @Test
    void surpriseIsBelowZeroWhereWordsAreWorseThanStars() {
        assertThat(mood("sentiment_surprise", review(1, 5, "awful, late"))).isLessThan(-1);
        assertThat(mood("sentiment_surprise", review(1, 1, "awful, late"))).isCloseTo(0, within(0.3));
        assertThat(mood("sentiment_surprise", new Feedback(day(1), "awful"))).isNaN();
    }

    @Test
    void whoWroteNothingHasNoMood() {
        assertThat(mood("sentiment_texts")).isZero();
        for (String feature : List.of("sentiment_mean", "sentiment_last", "sentiment_min", "days_since_complaint")) {
            assertThat(mood(feature, review(1, 5, null), review(2, 5, "  ")))
                    .as(feature)
                    .isNaN();
        }
    }

    @Test
    void aShopWithoutRatingsIsReadByTheLexicon() {
        List<CustomerHistory> unrated = writers(200, 0);
        assertThat(value(
                        TextExtractors.sentiment(),
                        unrated,
                        "sentiment_mean",
                        new Feedback(day(1), "excellent, splendid")))
                .isGreaterThan(0.3);
        assertThat(value(TextExtractors.sentiment(), unrated, "sentiment_mean", new Feedback(day(1), "质量太差，失望")))
                .isLessThan(-0.3);
    }

    @Test
    void aShopWithoutRatingsHasTheSentimentOfASourceIfGivenOne() throws IOException {
        SentimentLearner elsewhere = new SentimentLearner(1);
        for (int i = 0; i < 200; i++) {
            elsewhere.add("w" + i, "zork " + i, 1);
            elsewhere.add("w" + i, "blip " + i, 5);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        elsewhere.learned().fittedState().write(file);
        SentimentModel source = SentimentModel.of(FittedState.read(new ByteArrayInputStream(file.toByteArray())));
        assertThat(value(
                        TextExtractors.sentiment(source),
                        writers(200, 0),
                        "sentiment_mean",
                        new Feedback(day(1), "zork")))
                .isLessThan(-0.5);
    }

    @Test
    void aspectsArePraiseLessComplaints() {
        List<CustomerHistory> training = writers(200, 5);
        CustomerEvent[] events = {
            review(1, 5, "delivery was fast"),
            review(2, 1, "delivery was late"),
            review(3, 1, "物流太慢"),
            Purchase.of(day(4), BigDecimal.TEN),
            new Feedback(day(5), "péssimo, chegou atrasado")
        };
        FittableExtractor aspects = TextExtractors.aspects();
        assertThat(value(aspects, training, "aspect_delivery", events)).isEqualTo(-0.5);
        assertThat(value(aspects, training, "aspect_praises", events)).isEqualTo(1);
        assertThat(value(aspects, training, "aspect_complaints", events)).isEqualTo(3);
        assertThat(value(aspects, training, "aspect_complaints_open", events)).isEqualTo(1);
        assertThat(value(aspects, training, "aspect_delivery")).isNaN();
    }

    @Test
    void aComplaintOfTheInstantOfThePurchaseIsOpenInAnyOrderAndInPartsOfTheTime() {
        FeaturePipeline pipeline =
                FeaturePlan.of(List.of(TextExtractors.aspects())).fit(writers(200, 5));
        int open = pipeline.schema().indexOf("aspect_complaints_open");
        CustomerEvent before = review(1, 1, "delivery was late");
        CustomerEvent complaint = review(4, 1, "delivery was late");
        CustomerEvent purchase = Purchase.of(day(4), BigDecimal.TEN);
        for (List<CustomerEvent> events : List.of(
                List.of(before, complaint, purchase),
                List.of(before, purchase, complaint),
                List.of(before, purchase, complaint, purchase))) {
            assertThat(pipeline.row(history(events.toArray(CustomerEvent[]::new)), CUTOFF)[open])
                    .isEqualTo(1);
            for (int part = 0; part <= events.size(); part++) {
                CustomerState earlier = pipeline.begin("reader", ZoneOffset.UTC);
                events.subList(0, part).forEach(earlier::add);
                CustomerState later = pipeline.begin("reader", ZoneOffset.UTC);
                events.subList(part, events.size()).forEach(later::add);
                assertThat(earlier.merged(later.snapshot()).row(CUTOFF)[open])
                        .as("parted before event " + part + " of " + events)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aLogWithFewWritersHasNoFeaturesOfTexts() {
        for (FittableExtractor extractor : TextExtractors.all()) {
            assertThat(extractor.fit(writers(19, 5)).features()).isEmpty();
            assertThat(extractor.fit(writers(40, 5)).features()).isNotEmpty();
            assertThat(extractor.fit(List.of()).features()).isEmpty();
        }
    }

    @Test
    void textsOfFewKindsAreReadByTheListWhichIsSaid() {
        List<CustomerHistory> histories = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean good = i % 2 == 0;
            histories.add(CustomerHistory.of(
                    "c" + i,
                    ZoneOffset.UTC,
                    CUTOFF,
                    List.of(review(1, good ? 5 : 1, good ? "lovely quality" : "broken on arrival"))));
        }
        FeaturePipeline pipeline =
                FeaturePlan.of(List.of(TextExtractors.sentiment())).fit(histories);
        assertThat(pipeline.columns().toString())
                .contains(
                        "mood read by a word list, which tells praise from complaints better (area under the curve 1.00)")
                .contains("than 200 rated texts teach");
        int mood = pipeline.schema().indexOf("sentiment_mean");
        int surprise = pipeline.schema().indexOf("sentiment_surprise");
        double[] praise = pipeline.row(history(review(1, 5, "lovely quality")), CUTOFF);
        double[] blame = pipeline.row(history(review(1, 5, "broken on arrival")), CUTOFF);
        assertThat(praise[mood]).isPositive();
        assertThat(blame[mood]).isNegative();
        assertThat(blame[surprise]).isNegative();
    }

    @Test
    void ratingsThatFallTheBetterATextSoundsTeachNothingWhichIsSaidWithTheRemedy() {
        List<CustomerHistory> histories = new ArrayList<>();
        for (CustomerHistory history : writers(200, 5)) {
            List<CustomerEvent> turned = new ArrayList<>();
            for (Review review : history.events(Review.class)) {
                turned.add(new Review(review.time(), 6 - review.rating(), review.text(), null, null));
            }
            histories.add(CustomerHistory.of(history.customer(), history.zone(), CUTOFF, turned));
        }
        FeaturePipeline pipeline =
                FeaturePlan.of(List.of(TextExtractors.sentiment())).fit(histories);
        assertThat(pipeline.columns().toString())
                .contains("the ratings seem to fall the better a text sounds (area under the curve of the list 0.0")
                .contains("turn them around, such as 6 less the rating where 1 is the best of 5");
        FeatureSchema schema = pipeline.schema();
        double[] praise = pipeline.row(history(review(1, 1, "lovely quality")), CUTOFF);
        double[] blame = pipeline.row(history(review(1, 5, "broken on arrival")), CUTOFF);
        assertThat(praise[schema.indexOf("sentiment_mean")]).isPositive();
        assertThat(blame[schema.indexOf("sentiment_mean")]).isNegative();
        assertThat(praise[schema.indexOf("sentiment_surprise")]).isNaN();
    }

    @Test
    void whetherRatingsAreReversedIsAskedOfEnoughTextsOnly() {
        SentimentModel any = SentimentModel.unable();
        assertThat(new SentimentComparison(any, 0.9, 0.1, 500, 500).isReversed())
                .isTrue();
        assertThat(new SentimentComparison(any, 0.9, 0.1, 5, 5).isReversed()).isFalse();
        assertThat(new SentimentComparison(any, 0.9, 0.45, 5000, 5000).isReversed())
                .isFalse();
        assertThat(new SentimentComparison(any, 0.9, 0.95, 500, 500).isReversed())
                .isFalse();
        assertThat(new SentimentComparison(any, Double.NaN, Double.NaN, 500, 0).isReversed())
                .isFalse();
    }

    @Test
    void ratingsOfManyValuesAreRemarkedOn() {
        List<CustomerHistory> histories = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 600; i++) {
            boolean good = random.nextBoolean();
            String text = (good ? "zork " : "blip ") + random.nextInt(50);
            histories.add(CustomerHistory.of(
                    "c" + i, ZoneOffset.UTC, CUTOFF, List.of(review(1, (good ? 60 : 20) + random.nextInt(15), text))));
        }
        assertThat(told(histories).get(0))
                .contains("mood learned from ")
                .contains("; the ratings have 30 different values, as ages and amounts have: leave them out if they");
        assertThat(told(writers(200, 5)).get(0)).doesNotContain("different values");
    }

    @Test
    void aTextWithoutAWordThatIsKnownIsNeutralWhateverMostTextsAre() {
        SentimentLearner learner = new SentimentLearner(3);
        for (int i = 0; i < 400; i++) {
            learner.add("c" + i, (i % 8 == 0 ? "blip " : "zork ") + i % 40, i % 8 == 0 ? 1 : 5);
        }
        SentimentModel model = learner.learned();
        assertThat(model.read("zork").value()).isPositive();
        assertThat(model.read("qwerty").words()).isEmpty();
        assertThat(model.read("qwerty").value()).isZero();
        assertThat(model.readHeldOut("qwerty").value()).isZero();
        assertThat(model.positive("qwerty")).isGreaterThan(0.5);
    }

    @Test
    void aFewSlipsOfThePenMoveNoScale() {
        SentimentLearner learner = new SentimentLearner(3);
        Random random = new Random(5);
        for (int i = 0; i < 3000; i++) {
            boolean good = random.nextBoolean();
            String text = (good ? GOOD : BAD).get(random.nextInt(4)) + " " + random.nextInt(500);
            learner.add("c" + i, text, i < 3 ? 50 : good ? 5 : 1);
        }
        assertThat(learner.learned().highestRating()).isEqualTo(5);
        assertThat(learner.learned().positive("lovely quality")).isGreaterThan(0.9);
    }

    @Test
    void theAreaUnderTheCurveCountsPairs() {
        assertThat(RocArea.of(new double[] {1, 2, 3, 4}, new boolean[] {false, true, false, true}))
                .isEqualTo(0.75);
        assertThat(RocArea.of(new double[] {1, 1, 1}, new boolean[] {false, true, false}))
                .isEqualTo(0.5);
        assertThat(RocArea.of(new double[] {1, 2}, new boolean[] {true, true})).isNaN();
    }

    @Test
    void whatBecameOfTheTextsIsSaidWithANumber() {
        assertThat(told(writers(200, 5)).get(0))
                .matches(
                        "number texts \\(mood learned from [0-9,]{3,} rated texts \\(area under the curve [01]\\.[0-9]{2}, of a"
                                + " word list [01]\\.[0-9]{2}\\)\\)");
        assertThat(told(writers(200, 5)).get(1))
                .matches("number aspects \\([0-9]+ of the [0-9]+ that texts speak of\\)");
        assertThat(told(writers(200, 0)).get(0))
                .isEqualTo("number texts (mood read by a word list, as no text has a rating)");
        List<CustomerHistory> praise = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            praise.add(
                    CustomerHistory.of("c" + i, ZoneOffset.UTC, CUTOFF, List.of(review(1, 5, "lovely quality " + i))));
        }
        assertThat(told(praise).get(0)).startsWith("number texts (mood read by a word list, as fewer than 20");
        assertThat(told(writers(19, 5)))
                .containsExactly(
                        "ignored texts (customers who wrote any: 19, fewer than 20)",
                        "ignored aspects (fewer than 20 customers each wrote of delivery (19), quality (18))");
        assertThat(told(List.of()))
                .containsExactly("ignored texts (no customer wrote any)", "ignored aspects (no customer wrote of any)");
    }

    @Test
    void aspectsThatAreLeftOutAreNamedTheCommonestFirstAndTenAtMost() {
        String[] rare = {
            "too expensive",
            "soft fabric",
            "fits well",
            "looks beautiful",
            "very comfortable",
            "nice packaging",
            "rude staff",
            "refund refused",
            "the battery is bad",
            "tastes great",
            "smells awful"
        };
        List<CustomerHistory> histories = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            List<CustomerEvent> events = new ArrayList<>(List.of(review(1, 5, "delivery was fast")));
            for (int k = 0; k < rare.length; k++) {
                if (i < 1 + k) {
                    events.add(review(2 + k, 3, rare[k]));
                }
            }
            histories.add(CustomerHistory.of("c" + i, ZoneOffset.UTC, CUTOFF, events));
        }
        assertThat(told(histories))
                .contains("number aspects (1 of the 12 that texts speak of; fewer than 20 customers each wrote of"
                        + " smell (11), taste (10), performance (9), returns (8), service (7), packaging (6), comfort (5),"
                        + " appearance (4), fit (3), material (2) and 1 more)");
    }

    @Test
    void anEmbeddingIsOneFeatureOfSeveralColumnsThatTellsMoods() {
        FeaturePipeline pipeline =
                FeaturePlan.of(List.of(TextExtractors.embedding(4, 20))).fit(writers(200, 5));
        assertThat(pipeline.schema().features()).singleElement().satisfies(feature -> {
            assertThat(feature.name()).isEqualTo("text_embedding");
            assertThat(feature.width()).isEqualTo(4);
        });
        assertThat(pipeline.columns().toString()).contains("4 numbers learned from ");
        double[] praise = pipeline.row(history(review(1, Double.NaN, GOOD.get(0))), CUTOFF);
        double[] blame = pipeline.row(history(review(1, Double.NaN, BAD.get(0))), CUTOFF);
        double[] otherPraise = pipeline.row(history(review(1, Double.NaN, GOOD.get(2))), CUTOFF);
        double[] both =
                pipeline.row(history(review(1, Double.NaN, GOOD.get(0)), review(2, Double.NaN, BAD.get(0))), CUTOFF);
        assertThat(cosine(praise, otherPraise)).isGreaterThan(0.5);
        assertThat(cosine(praise, blame)).isLessThan(0);
        for (int i = 0; i < both.length; i++) {
            assertThat(both[i]).isCloseTo((praise[i] + blame[i]) / 2, within(1e-12));
        }
        assertThat(pipeline.row(history(), CUTOFF)).containsOnly(Double.NaN);
        assertThat(pipeline.row(history(review(1, 5, "zzqx")), CUTOFF)).containsOnly(Double.NaN);
    }

    private static CustomerHistory history(CustomerEvent... events) {
        return CustomerHistory.of("reader", ZoneOffset.UTC, CUTOFF, List.of(events));
    }

    private static double cosine(double[] one, double[] other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            ones += one[i] * one[i];
            others += other[i] * other[i];
        }
        return product / Math.sqrt(ones * others);
    }

    @Test
    void withoutRatedTextsThereIsNoEmbedding() {
        FeaturePipeline pipeline =
                FeaturePlan.of(List.of(TextExtractors.embedding())).fit(writers(200, 0));
        assertThat(pipeline.schema().size()).isZero();
        assertThat(pipeline.columns().toString())
                .contains("rated texts: 0, and no term of theirs is one of 20 customers");
    }

    @Test
    void anEmbedderThatAFileDoesNotHoldIsToldFromAnother() {
        FeaturePlan plan = FeaturePlan.of(List.of(TextExtractors.embedding("letters", letters('o'))));
        FeaturePipeline pipeline = plan.fit(List.of());
        assertThat(plan.restore(pipeline.fittedStates(), pipeline.schema()).schema())
                .isEqualTo(pipeline.schema());
        FeaturePlan other = FeaturePlan.of(List.of(TextExtractors.embedding("letters", letters('e'))));
        assertThatThrownBy(() -> other.restore(pipeline.fittedStates(), pipeline.schema()))
                .hasMessageContaining("extractor 'letters' has other settings than the one that was trained with");
        assertThatThrownBy(() -> TextExtractors.embedding("text_embedding", letters('o')))
                .hasMessageContaining("take another one");
    }

    private static final Catalogue SHOES = Catalogue.builder()
            .product("p1", "Trail Runner 2", "Acme")
            .brand("Acme")
            .brand("Globex")
            .build();

    @Test
    void brandsAreTheShopsOwnOrOthers() {
        FeaturePipeline pipeline = FeaturePlan.of(List.of(EntityExtractors.brands(SHOES, List.of("Acme"))))
                .fit(List.of());
        double[] row = pipeline.row(
                history(
                        review(1, 5, "The Trail Runner 2 is great, I love Acme"),
                        review(2, 2, "Globex is awful. Globex again? Never."),
                        review(3, 4, "Bought it with a voucher")),
                CUTOFF);
        FeatureSchema schema = pipeline.schema();
        assertThat(row[schema.indexOf("products_named")]).isEqualTo(1);
        assertThat(row[schema.indexOf("brands_named")]).isEqualTo(3);
        assertThat(row[schema.indexOf("brand_own_share")]).isEqualTo(1 / 3.0);
        assertThat(row[schema.indexOf("brand_own_mood")]).isPositive();
        assertThat(row[schema.indexOf("brand_other_mood")]).isNegative();
        assertThat(pipeline.row(history(), CUTOFF)).containsExactly(0, 0, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void anotherCatalogueIsTold() {
        FeaturePlan plan = FeaturePlan.of(List.of(EntityExtractors.brands(SHOES, List.of("Acme"))));
        FeaturePipeline pipeline = plan.fit(List.of());
        assertThat(plan.restore(pipeline.fittedStates(), pipeline.schema()).schema())
                .isEqualTo(pipeline.schema());
        Catalogue other = Catalogue.builder().brand("Acme").brand("Initech").build();
        FeaturePlan another = FeaturePlan.of(List.of(EntityExtractors.brands(other, List.of("Acme"))));
        assertThatThrownBy(() -> another.restore(pipeline.fittedStates(), pipeline.schema()))
                .hasMessageContaining("extractor 'brands' has other settings than the one that was trained with");
        assertThatThrownBy(() -> EntityExtractors.brands(SHOES, List.of("Initech")))
                .hasMessageContaining("'Initech' is no brand of the catalogue");
    }

    @Test
    void extractorsOfTextsSaySoAlsoWhereSomeOfTheirFeaturesAreSelected() {
        List<FittableExtractor> all = List.of(
                TextExtractors.sentiment(),
                TextExtractors.aspects(),
                TextExtractors.embedding(),
                TextExtractors.embedding("letters", letters('o')),
                EntityExtractors.brands(SHOES, List.of("Acme")));
        FeaturePipeline pipeline = FeaturePlan.of(all).fit(writers(200, 5));
        assertThat(pipeline.extractors()).hasSize(5).allMatch(FeatureExtractor::readsTexts);
        assertThat(pipeline.only(List.of("sentiment_last")).extractors())
                .singleElement()
                .matches(FeatureExtractor::readsTexts);
        assertThat(FeaturePlan.of(StandardExtractors.all()).fit(List.of()).extractors())
                .noneMatch(FeatureExtractor::readsTexts);
    }

    private static TextEmbedder letters(char letter) {
        return new TextEmbedder() {
            @Override
            public int dimensions() {
                return 1;
            }

            @Override
            public void embed(CharSequence text, float[] vector) {
                vector[0] = text.chars().filter(c -> c == letter).count();
            }
        };
    }

    private static List<String> told(List<CustomerHistory> training) {
        return FeaturePlan.of(TextExtractors.all()).fit(training).columns().stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void threadsChangeNothing() {
        EventLog.Builder log = EventLog.builder();
        writers(300, 5).forEach(history -> history.events().forEach(event -> log.add(history.customer(), event)));
        EventLog built = log.build();
        List<RowKey> rows = built.customers().stream()
                .map(customer -> new RowKey(customer, CUTOFF))
                .toList();
        FeaturePipeline pipeline = FeaturePlan.of(TextExtractors.all()).fit(built, rows);
        FeatureMatrix one = pipeline.extract(built, rows);
        FeatureMatrix more = pipeline.extract(built, rows, task -> new Thread(task).start());
        assertThat(Arrays.deepEquals(more.toArray(), one.toArray())).isTrue();
        assertThat(pipeline.schema().features())
                .extracting(Feature::name)
                .contains("sentiment_mean", "aspect_delivery");
    }
}
