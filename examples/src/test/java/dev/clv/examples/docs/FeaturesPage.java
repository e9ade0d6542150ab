package dev.clv.examples.docs;

import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.behaviour.BehaviourExtractors;
import dev.clv.features.btyd.BuyTillYouDie;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import dev.clv.features.event.View;
import dev.clv.features.product.ProductExtractors;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.features.text.TextExtractors;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes docs/features.md: every feature as the code declares it, and from what a customer must have done on it is no
 * longer NaN, found out on made-up customers. Only why an extractor exists is said here.
 */
final class FeaturesPage {

    private static final Instant START = Instant.parse("2022-01-01T12:00:00Z");
    private static final Instant CUTOFF = START.plus(800, ChronoUnit.DAYS);

    /** Before Christmas, which no window of the other one is. */
    private static final Instant IN_NOVEMBER = Instant.parse("2023-11-15T12:00:00Z");

    private static final String HEAD = """
            # Features, one by one

            What the extractors of `dev.clv.features.standard`, `.text`, `.behaviour`, `.product` and `.btyd` compute of a customer as of a cutoff. A
            model has the standard ones unless set otherwise (`features(...)` and `addExtractor(...)` of its builder, `training.features` of `--config`);
            `clv features` writes those and the ones of texts as columns, or those that `training.features` names; what those of behaviour add is told in [behaviour.md](behaviour.md). This page is written by `FeaturesPage` in examples/src/test from the code; [EXTENDING.md](EXTENDING.md) shows how to add features of one's own.

            A day is a calendar day in the zone of the log, an order-day one with at least one purchase. Units that begin with `currency` are
            amounts in the currency of the log. *A number from* tells what a customer must have done for the feature to be a number; before, it
            is NaN, which is an ordinary value that the preparation of a model handles, and *always* needs nothing done. What is made of products or categories is NaN, too, where events name none. `NAME` stands for the name of a signal or an attribute,
            `VALUE` for a value of an attribute.
            """;

    /** By extractor: why it is there, and where that comes from. */
    private static final Map<String, List<String>> REASONS = Map.ofEntries(
            reason(
                    "recency",
                    "Who bought lately buys again: with frequency, the strongest sign of being alive",
                    "Fader, Hardie, Lee 2005, \"RFM and CLV: Using Iso-Value Curves for Customer Base Analysis\","
                            + " Journal of Marketing Research 42"),
            reason(
                    "tenure",
                    "How long there was time to buy, without which a number of orders says little",
                    "Fader, Hardie, Lee 2005, \"'Counting Your Customers' the Easy Way\", Marketing Science 24"),
            reason("frequency", "Who bought often will", "Fader, Hardie, Lee 2005, \"RFM and CLV\", as above"),
            reason(
                    "monetary",
                    "The level of spend, its last and largest order, and how far it varies",
                    "Fader, Hardie, Lee 2005, \"RFM and CLV\", as above"),
            reason(
                    "cadence",
                    "A regular customer who is late is likelier gone than an irregular one",
                    "Platzer, Reutterer 2016, \"Ticking Away the Moments\", Marketing Science 35"),
            reason("windows", "The same over the last week to the last year, so that change is seen", ""),
            reason("trend", "Whether a customer buys more or less than before", ""),
            reason(
                    "seasonality",
                    "Value within a horizon depends on the season that it covers, and some buy in one season",
                    ""),
            reason(
                    "basket",
                    "Those who buy across categories and buy products again stay longer",
                    "Reinartz, Kumar 2003, \"The Impact of Customer Relationship Characteristics on Profitable Lifetime Duration\","
                            + " Journal of Marketing 67"),
            reason(
                    "refunds",
                    "Refunds lower net spend; some returns belong to good customers, many do not",
                    "Petersen, Kumar 2009, \"Are Product Returns a Necessary Evil?\", Journal of Marketing 73"),
            reason(
                    "browsing",
                    "A visit is a sign of life between orders, and some visitors buy sooner than others",
                    "Moe, Fader 2004, \"Dynamic Conversion Behavior at E-Commerce Sites\", Management Science 50"),
            reason(
                    "ratings",
                    "Content customers stay",
                    "Anderson, Mittal 2000, \"Strengthening the Satisfaction-Profit Chain\", Journal of Service Research 3"),
            reason(
                    "signals",
                    "Whatever else a shop measures, such as minutes in an app; learned from training rows",
                    ""),
            reason(
                    "attributes",
                    "What is known of customers otherwise, as of the cutoff; learned from training rows",
                    ""),
            reason(
                    "sentiment",
                    "What customers write tells how content they are where they give no rating, or another one",
                    ""),
            reason(
                    "aspects",
                    "What it is that customers praise or complain about, and whether they bought again since; of the aspects that at"
                            + " least 20 customers speak of",
                    ""),
            reason(
                    "text_embedding",
                    "What texts are about beyond mood, in as many numbers as a network learns from; `TextExtractors.embedding()`, among the"
                            + " columns of `clv features` where `training.features` names `text_embedding`",
                    "Joulin, Grave, Bojanowski, Mikolov 2017, \"Bag of Tricks for Efficient Text Classification\", EACL"),
            reason(
                    "sessions",
                    "How often, how long and with what result a customer visits, where single views tell little",
                    "Moe, Fader 2004, \"Dynamic Conversion Behavior at E-Commerce Sites\", Management Science 50; the 30 minutes:"
                            + " Spiliopoulou, Mobasher, Berendt, Nakagawa 2003, \"A Framework for the Evaluation of Session"
                            + " Reconstruction Heuristics in Web-Usage Analysis\", INFORMS Journal on Computing 15"),
            reason(
                    "funnel",
                    "Whether looks become purchases, and whether interest has moved to other categories",
                    "Moe 2003, \"Buying, Searching, or Browsing\", Journal of Consumer Psychology 13"),
            reason(
                    "carts",
                    "A cart that was left shows a wish to buy, and what it was worth",
                    "Kukar-Kinney, Close 2010, \"The Determinants of Consumers' Online Shopping Cart Abandonment\","
                            + " Journal of the Academy of Marketing Science 38"),
            reason(
                    "prices",
                    "Those who buy at a discount may wait for the next one, and those who buy the dear products spend more",
                    "Anderson, Simester 2004, \"Long-Run Effects of Promotion Depth on New Versus Established Customers\","
                            + " Marketing Science 23"),
            reason(
                    "replenishment",
                    "Products that run out are bought again after a time that other customers tell",
                    "Bhagat et al. 2018, \"Buy It Again: Modeling Repeat Purchase Recommendations\", KDD"),
            reason(
                    "diversity",
                    "Who buys evenly across categories has more ties to the shop than who tried others once",
                    "Reinartz, Kumar 2003, as above"),
            reason(
                    "channels",
                    "Customers who came by one channel stay longer than those of another, and those of several channels buy more; of the"
                            + " attributes `channel`, `device` and `campaign`, here `channel`",
                    "Verhoef, Donkers 2005, \"The Effect of Acquisition Channels on Customer Loyalty and Cross-Buying\", Journal of"
                            + " Interactive Marketing 19"),
            reason("timing", "When a customer buys tells habits of work, household and leisure", ""),
            reason(
                    "seasons",
                    "Some buy in sales, before feasts or after payday only, and the horizon has such days or not; here with the western"
                            + " calendar",
                    "Stephens 2003, \"'3rd of tha Month': Do Social Security Recipients Smooth Consumption Between Checks?\","
                            + " American Economic Review 93"),
            reason(
                    "first_order",
                    "How it began tells how it goes on, while there is little else to go by",
                    "Padilla, Ascarza 2021, \"Overcoming the Cold Start Problem of Customer Relationship Management Using a"
                            + " Probabilistic Machine Learning Approach\", Journal of Marketing Research 58"),
            reason(
                    "cohorts",
                    "Customers who began alike go on alike; learned from training rows",
                    "Gopalakrishnan, Bradlow, Fader 2017, \"A Cross-Cohort Changepoint Model for Customer-Base Analysis\","
                            + " Marketing Science 36"),
            reason(
                    "popularity",
                    "Whether a customer buys what many buy, and whether more and more of it is bought; learned from training rows",
                    ""),
            reason(
                    "returns",
                    "How soon and how often products come back, and whether the customer bought since",
                    "Petersen, Kumar 2009, as above"),
            reason(
                    "taste",
                    "What a customer likes, by what is bought and looked at together: which kinds of products, how many, and whether they"
                            + " change ([products.md](products.md)); of products and categories of at least 20 customers. It is among the"
                            + " columns of `clv features` where `training.features` names `taste`",
                    "Mikolov, Sutskever, Chen, Corrado, Dean 2013, \"Distributed Representations of Words and Phrases and their"
                            + " Compositionality\", NIPS; Barkan, Koenigstein 2016, \"Item2Vec\", MLSP; Grbovic et al. 2015,"
                            + " \"E-commerce in Your Inbox\", KDD"),
            reason(
                    "buy_till_you_die",
                    "The expectations of a purchase model; a model blends its value in (`purchaseModel`), and `BuyTillYouDie.of(...)` makes"
                            + " features of it",
                    "Schmittlein, Morrison, Colombo 1987, \"Counting Your Customers\", Management Science 33;"
                            + " Fader, Hardie 2013, \"The Gamma-Gamma Model of Monetary Value\""));

    /** Speaks of every aspect that is known. */
    private static final String ASPECTS =
            "Good quality. Good price. Fast delivery. It fits well. Nice packaging. Friendly"
                    + " service. Easy return. Nice design. Easy to use. Great taste. It is authentic. Comfortable. Nice fabric. Great performance. Nice smell.";

    private static final String VIEW = "a view";
    private static final String CART_ADD = "a cart add";
    private static final String ORDER = "the first order-day";

    /** Each begins what a customer does: a feature that several of them make a number names all of these. */
    private static final List<String> BEGINNINGS = List.of(VIEW, CART_ADD, ORDER);

    private static final List<String> THINGS = List.of("shoes", "coat", "lamp", "table", "parcel", "cloth", "colour");

    private FeaturesPage() {}

    private static Map.Entry<String, List<String>> reason(String extractor, String why, String source) {
        return Map.entry(extractor, List.of(why, source));
    }

    /** The page. */
    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        section(page, "Standard features", StandardExtractors.all());
        List<FittableExtractor> ofTexts = new ArrayList<>(TextExtractors.all());
        ofTexts.add(TextExtractors.embedding());
        section(page, "Features of texts", ofTexts);
        section(page, "Features of behaviour", BehaviourExtractors.all());
        section(page, "Features of products", List.of(ProductExtractors.taste()));
        section(page, "Features of a purchase model", List.of(BuyTillYouDie.of(Duration.ofDays(90))));
        return page.toString();
    }

    private static void section(StringBuilder page, String title, List<FittableExtractor> extractors) {
        page.append("\n## ").append(title).append('\n');
        List<CustomerHistory> training = training();
        for (FittableExtractor plan : extractors) {
            FeatureExtractor extractor = plan.fit(training);
            List<String> reason = REASONS.get(extractor.name());
            if (reason == null || extractor.features().isEmpty()) {
                throw new IllegalStateException("extractor '" + extractor.name()
                        + "' needs a reason to exist in FeaturesPage, and customers in it to learn from");
            }
            page.append("\n### `").append(extractor.name()).append("`\n\n");
            page.append(reason.get(0)).append('.');
            if (!reason.get(1).isEmpty()) {
                page.append(" Source: ").append(reason.get(1)).append('.');
            }
            page.append("\n\n| Feature | Unit | Group | What it is | A number from |\n|---|---|---|---|---|\n");
            List<String> since = since(extractor);
            int column = 0;
            for (Feature feature : extractor.features()) {
                String columns = feature.width() == 1 ? "" : " (" + feature.width() + " columns)";
                page.append("| `%s`%s | %s | %s | %s | %s |\n"
                        .formatted(
                                feature.name(),
                                columns,
                                feature.unit(),
                                feature.group(),
                                feature.description(),
                                since.get(column)));
                column += feature.width();
            }
        }
    }

    /** Of each column, what a customer must have done for it to be a number. */
    private static List<String> since(FeatureExtractor extractor) {
        FeaturePipeline pipeline = FeaturePlan.of(List.of(extractor)).fit(List.of());
        String[] since = new String[pipeline.schema().size()];
        List<List<String>> beginnings = Stream.generate(() -> (List<String>) new ArrayList<String>())
                .limit(since.length)
                .toList();
        steps().forEach((step, events) -> {
            CustomerHistory history = CustomerHistory.of("c", ZoneOffset.UTC, CUTOFF, events);
            double[] row = pipeline.row(history, CUTOFF);
            for (int i = 0; i < row.length; i++) {
                if (!Double.isNaN(row[i])) {
                    since[i] = since[i] == null ? step : since[i];
                    if (BEGINNINGS.contains(step)) {
                        beginnings.get(i).add(step);
                    }
                }
            }
        });
        CustomerHistory nobody = CustomerHistory.of("c", ZoneOffset.UTC, CUTOFF, List.of());
        double[] ahead = pipeline.row(nobody, IN_NOVEMBER);
        for (int i = 0; i < since.length; i++) {
            if (since[i] != null && BEGINNINGS.contains(since[i])) {
                List<String> all = beginnings.get(i);
                String last = all.get(all.size() - 1);
                since[i] = all.size() == 1 ? last : String.join(", ", all.subList(0, all.size() - 1)) + " or " + last;
            }
            since[i] = since[i] == null && !Double.isNaN(ahead[i]) ? "so many days before it" : since[i];
            if (since[i] == null) {
                throw new IllegalStateException("'" + pipeline.schema().names().get(i)
                        + "' is NaN for all customers of FeaturesPage; add one for whom it is a number");
            }
        }
        return List.of(since);
    }

    /** Customers who did little first. */
    private static Map<String, List<CustomerEvent>> steps() {
        Map<String, List<CustomerEvent>> steps = new LinkedHashMap<>();
        steps.put("always", List.of());
        steps.put(VIEW, List.of(new View(at(700), "p", "c")));
        steps.put(CART_ADD, List.of(new CartAdd(at(700), 1, "p", "c")));
        steps.put("the attribute", List.of(new AttributeChange(at(700), "NAME", "1")));
        steps.put("the signal", List.of(new Signal(at(700), "NAME", 1)));
        steps.put("a rating", List.of(new Review(at(700), 4, null, null, null)));
        steps.put("a text", List.of(review(700, Double.NaN, "good")));
        steps.put("a text that speaks of it", List.of(review(700, Double.NaN, ASPECTS)));
        steps.put("a text of discontent", List.of(review(700, Double.NaN, "bad and ugly")));
        steps.put("a text with a rating", List.of(review(700, 5, "good")));
        steps.put("two texts", List.of(review(690, Double.NaN, "good"), review(700, Double.NaN, "good")));
        steps.put(ORDER, List.of(purchase(795)));
        steps.put("the second order-day", List.of(purchase(790), purchase(795)));
        steps.put("the third order-day", List.of(purchase(780), purchase(790), purchase(795)));
        steps.put(
                "a year since the first order-day, and an order-day in the last one",
                List.of(purchase(300), purchase(700)));
        steps.put("an order-day of the last 30 days and one long before", List.of(purchase(700), purchase(795)));
        steps.put(
                "a view of the last 30 days and one long before",
                List.of(new View(at(700), "p", "c"), new View(at(795), "p", "c")));
        steps.put("a view and an order-day after it", List.of(new View(at(700), "p", "c"), purchase(795)));
        steps.put(
                "the attribute and an order-day after it",
                List.of(new AttributeChange(at(700), "channel", "VALUE"), purchase(795)));
        steps.put("a refund", List.of(purchase(790), new Refund(at(795), BigDecimal.ONE, 1, "o", "p", "c")));
        return steps;
    }

    /** Customers who did everything, so that whatever is learned can be. */
    private static List<CustomerHistory> training() {
        List<CustomerHistory> histories = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            boolean content = i % 2 == 0;
            List<CustomerEvent> events = new ArrayList<>();
            for (int order = 0; order <= i % 7; order++) {
                BigDecimal amount = BigDecimal.valueOf(10 + i * 7 % 50 + order * i % 9);
                events.add(new Purchase(at(5 * i + 60 * order), amount, 1, null, "p", "c"));
            }
            events.add(new AttributeChange(at(1), "channel", "VALUE"));
            events.add(new AttributeChange(at(1), "NAME", Integer.toString(i % 10)));
            events.add(new Signal(at(2), "NAME", i));
            events.add(new View(at(3), "p", "c"));
            events.add(new View(at(3), "other", "others"));
            events.add(
                    review(750, content ? 5 : 1, (content ? "good and nice " : "bad and ugly ") + THINGS.get(i % 7)));
            events.add(new Feedback(at(760), ASPECTS));
            histories.add(CustomerHistory.of("customer-" + i, ZoneOffset.UTC, CUTOFF, events));
        }
        return histories;
    }

    private static Instant at(int day) {
        return START.plus(day, ChronoUnit.DAYS);
    }

    private static Purchase purchase(int day) {
        return new Purchase(at(day), BigDecimal.TEN, 1, "o", "p", "c");
    }

    private static Review review(int day, double rating, String text) {
        return new Review(at(day), rating, text, null, null);
    }
}
