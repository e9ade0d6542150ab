package dev.clv.decide.recommend;

import static java.util.Objects.requireNonNull;

import dev.clv.caution.Caution;
import dev.clv.decide.Decision;
import dev.clv.decide.Decisions;
import dev.clv.decide.Exclusions;
import dev.clv.decide.Provenance;
import dev.clv.explain.OrderedTasks;
import dev.clv.features.event.EventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Which products each customer of a shop is likely to buy next.
 *
 * <p>In a first stage, simple signals find candidates: what the customer buys again and again, what is bought by those
 * who bought the same (log-likelihood ratio, cosine), what customers like this one buy, vectors of customers and
 * products by alternating least squares, what sells now, what the customer looked at, and the category of products that
 * nobody has bought yet. In a second stage, small networks, trained on what was bought in windows before the instant,
 * make one probability of all signals: that the customer buys the product within the window, given that the customer
 * buys anything wanted (any product, or any that is new to the customer). Customers of whom nothing is known get what
 * sells.
 *
 * <pre>{@code
 * Recommender recommender = Recommender.builder().window(Duration.ofDays(30)).fit(log, at);
 * Decisions<Recommendation> lists = recommender.recommend(10);
 * }</pre>
 *
 * <p>Immutable and thread-safe. The same log, instant, settings and seed give the same bits.
 */
public final class Recommender {

    /** The kind of the decisions. */
    public static final String KIND = "recommendation";

    /** With fewer buyers in the training windows, networks would learn chance. */
    private static final int ENOUGH_BUYERS = 100;

    private static final int CHUNK = 256;
    private static final int MOST_SPARE = 5;

    private final ShopDays shop;
    private final Signals signals;
    private final @Nullable SecondStage stage;
    private final Spend spend;
    private final RecommenderBuilder settings;
    private final Instant at;
    private final Map<String, Integer> numbers;
    private final boolean[] sold;
    private final List<Candidate> popular;
    private final List<Caution> cautions;

    private Recommender(
            ShopDays shop,
            Signals signals,
            SecondStage.Rows rows,
            RecommenderBuilder settings,
            Instant at,
            List<Caution> ofLog,
            Executor executor) {
        this.shop = shop;
        this.signals = signals;
        this.settings = settings;
        this.at = at;
        stage = rows.customers() < ENOUGH_BUYERS ? null : SecondStage.train(rows, settings.seed(), executor);
        spend = new Spend(shop);
        numbers = new HashMap<>();
        for (int c = 0; c < shop.customers().size(); c++) {
            numbers.put(shop.customers().get(c), c);
        }
        sold = new boolean[shop.products().size()];
        Assortment assortment = settings.assortment();
        for (int j = 0; j < sold.length; j++) {
            sold[j] = assortment.hasStock(shop.products().get(j));
        }
        popular = popular();
        cautions = cautions(rows.customers(), ofLog);
    }

    /** Begins with the defaults. */
    public static RecommenderBuilder builder() {
        return new RecommenderBuilder();
    }

    static Recommender fit(RecommenderBuilder settings, EventLog log, Instant at, Executor executor) {
        ShopDays shop = ShopDays.of(log, at, settings.assortment().catalogue());
        if (shop.purchases().product().length == 0) {
            throw new IllegalArgumentException("no purchase before " + at + " names a product"
                    + (shop.withoutProduct() > 0
                            ? " (" + shop.withoutProduct() + " name none); map the column of the product"
                            : "; take a later instant, or another log"));
        }
        int window = settings.window();
        int origins = Math.min(settings.origins(), (shop.history() - 1) / window);
        List<Learned> learned = OrderedTasks.run(1 + origins, o -> learn(shop, o, settings), executor);
        SecondStage.Rows rows = new SecondStage.Rows();
        learned.forEach(one -> rows.addAll(one.rows));
        Signals now = requireNonNull(learned.get(0).signals);
        return new Recommender(shop, now, rows, settings, at, late(log, at), executor);
    }

    /** The signals of now, or what those of the past teach, which are not kept. */
    private record Learned(@Nullable Signals signals, SecondStage.Rows rows) {}

    private static Learned learn(ShopDays shop, int windowsAgo, RecommenderBuilder settings) {
        int window = settings.window();
        Signals signals = new Signals(new Snapshot(shop, shop.end() - windowsAgo * window), window, settings.seed());
        return windowsAgo == 0
                ? new Learned(signals, new SecondStage.Rows())
                : new Learned(null, new SecondStage.Rows(signals, window, settings.newOnly()));
    }

    private static List<Caution> late(EventLog log, Instant at) {
        return at.isAfter(log.currentUntil())
                ? List.of(Caution.of(
                        "after_observed_time",
                        "The lists are as of %s, but the log was observed until %s: what was bought, sold and looked at"
                                + " since then is missing. Use a longer log, or an earlier time.",
                        at,
                        log.observedUntil()))
                : List.of();
    }

    private List<Caution> cautions(int buyers, List<Caution> ofLog) {
        List<Caution> all = new ArrayList<>(ofLog);
        if (stage == null) {
            all.add(Caution.of(
                    "few_buyers",
                    "Only %d times did a customer buy something wanted in one of the %d training windows, and the second"
                            + " stage needs %d: products are ordered by a fixed mixture of signals, and scores are no"
                            + " probabilities.",
                    buyers,
                    settings.origins(),
                    ENOUGH_BUYERS));
        }
        if (shop.withoutProduct() > 0) {
            all.add(Caution.of(
                    "purchases_without_product",
                    "%d purchases name no product and taught nothing.",
                    shop.withoutProduct()));
        }
        settings.assortment().strangers(new HashSet<>(shop.products())).forEach((what, count) -> {
            if (count > 0) {
                all.add(Caution.of(
                        "unknown_products",
                        "%d of the products that are said to be %s are neither in the log nor in the catalogue: if their"
                                + " ids are spelled another way there, nothing is done about them.",
                        count,
                        what));
            }
        });
        return List.copyOf(all);
    }

    /** What to know before acting on its lists; often empty. */
    public List<Caution> cautions() {
        return cautions;
    }

    /** The customers it knows, in the order of the log. */
    public List<String> customers() {
        return shop.customers();
    }

    /** Lists of all customers by probability, leaving out nobody. */
    public Decisions<Recommendation> recommend(int k) {
        return recommend(customers(), k, Ranking.byProbability(), Exclusions.none(), Runnable::run);
    }

    /**
     * Lists of some customers, one decision for each place: customer by customer in the order given, rank by rank. A
     * list is shorter than k if there are not as many candidates.
     *
     * @param customers whom it knows, each once
     * @param k the length of a list, from 1 to 100
     * @param executor runs parts of the work, in parallel if it does; lists do not depend on it
     * @throws IllegalArgumentException if a customer is unknown, or the ranking needs expected values which are not
     *     known
     */
    public Decisions<Recommendation> recommend(
            Collection<String> customers, int k, Ranking ranking, Exclusions exclusions, Executor executor) {
        if (k < 1 || k > SecondStage.CANDIDATES / 2) {
            throw new IllegalArgumentException(
                    "a list must have 1 to " + SecondStage.CANDIDATES / 2 + " places, was asked for " + k);
        }
        if (ranking.byValue() && stage == null) {
            throw new IllegalArgumentException("expected values need probabilities, for which fewer than "
                    + ENOUGH_BUYERS + " customers bought something in the training windows; rank by probability");
        }
        Exclusions.Tally tally = exclusions.tally();
        List<Integer> chosen = chosen(customers, tally);
        Selection selection = new Selection(signals, ranking);
        int length = ranking.perProduct() == Integer.MAX_VALUE ? k : MOST_SPARE * k;
        List<List<Candidate>> lists = new ArrayList<>();
        OrderedTasks.run(
                (chosen.size() + CHUNK - 1) / CHUNK,
                chunk -> {
                    Signals.Desk desk = signals.desk();
                    return chosen.subList(chunk * CHUNK, Math.min(chosen.size(), (chunk + 1) * CHUNK)).stream()
                            .map(customer -> selection.ofOne(candidates(customer, desk, ranking), length))
                            .toList();
                },
                executor,
                lists::addAll);
        return decisions(chosen, selection.ofAll(lists, k), ranking, tally);
    }

    private List<Integer> chosen(Collection<String> customers, Exclusions.Tally tally) {
        List<Integer> chosen = new ArrayList<>();
        int unknown = 0;
        for (String customer : customers) {
            Integer number = numbers.get(customer);
            if (number == null) {
                unknown++;
            } else if (!tally.excludes(customer)) {
                chosen.add(number);
            }
        }
        if (unknown > 0) {
            throw new IllegalArgumentException(unknown + " of the " + customers.size()
                    + " customers did nothing before " + at + " in this log; compare the spelling of their ids, or show"
                    + " newcomers popular(k)");
        }
        return chosen;
    }

    /** What it knows of the shop. */
    Snapshot snapshot() {
        return signals.shop();
    }

    /** All that may be shown to a customer, by falling score. */
    private List<Candidate> candidates(int customer, Signals.Desk desk, Ranking ranking) {
        if (!signals.shop().isKnownCustomer(customer)) {
            return ordered(popular, ranking);
        }
        int[] products = desk.candidates(customer, settings.newOnly(), SecondStage.CANDIDATES);
        float[][] rows = new float[products.length][];
        for (int place = 0; place < products.length; place++) {
            rows[place] = desk.row(products[place], place);
        }
        double @Nullable [] probabilities = stage == null ? null : stage.probabilities(rows);
        List<Candidate> all = new ArrayList<>();
        for (int place = 0; place < products.length; place++) {
            int product = products[place];
            if (mayBeShown(customer, product, desk)) {
                double value = spend.of(customer, product)
                        * settings.assortment().margin(shop.products().get(product));
                all.add(
                        probabilities == null
                                ? new Candidate(product, Double.NaN, value, desk.blend(product))
                                : new Candidate(product, probabilities[place], value, probabilities[place]));
            }
        }
        return ordered(all, ranking);
    }

    private static List<Candidate> ordered(List<Candidate> candidates, Ranking ranking) {
        return candidates.stream()
                .map(one -> ranking.byValue() ? one.withScore(one.probability() * one.value()) : one)
                .filter(one -> !ranking.byValue() || one.score() > 0)
                .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                .toList();
    }

    private boolean mayBeShown(int customer, int product, Signals.Desk desk) {
        Assortment assortment = settings.assortment();
        return sold[product]
                && !(desk.pair(product) >= 0
                        && assortment.isBoughtOnce(shop.products().get(product)))
                && (assortment.showsReturned() || !shop.returned().get(customer).contains(product));
    }

    /** What sells: the share of the buyers of the window, and of the same one a year ago, who bought each product. */
    private List<Candidate> popular() {
        int[] now = signals.shop().buyersWithin(1, settings.window());
        int[] then = signals.season();
        double buyers = signals.shop().customersWithin(1, settings.window());
        double buyersThen = signals.seasonCustomers();
        Best best = new Best(Math.min(SecondStage.CANDIDATES, now.length));
        double[] share = new double[now.length];
        for (int j = 0; j < now.length; j++) {
            double recent = buyers == 0 ? 0 : now[j] / buyers;
            share[j] = buyersThen == 0 ? recent : (recent + then[j] / buyersThen) / 2;
            if (sold[j] && signals.shop().isKnown(j)) {
                best.offer(j, share[j]);
            }
        }
        List<Candidate> list = new ArrayList<>();
        for (int j : best.take().items()) {
            double value = spend.ofNewcomer(j)
                    * settings.assortment().margin(shop.products().get(j));
            list.add(new Candidate(j, share[j], value, share[j]));
        }
        return list;
    }

    /**
     * What to show to somebody of whom nothing is known: what was bought by most customers in the window before the
     * instant and in the same window a year ago, with the share of its customers as the score.
     *
     * @param k the length of the list, from 1 to 100
     */
    public List<Recommendation> popular(int k) {
        List<Recommendation> list = new ArrayList<>();
        for (Candidate one : popular.subList(0, Math.min(k, popular.size()))) {
            list.add(new Recommendation(list.size() + 1, shop.products().get(one.product()), one.score()));
        }
        return list;
    }

    private Decisions<Recommendation> decisions(
            List<Integer> chosen, List<List<Candidate>> lists, Ranking ranking, Exclusions.Tally tally) {
        List<Decision<Recommendation>> all = new ArrayList<>();
        for (int i = 0; i < lists.size(); i++) {
            int customer = chosen.get(i);
            int rank = 1;
            for (Candidate one : lists.get(i)) {
                Map<String, Double> inputs = new LinkedHashMap<>();
                inputs.put("probability", one.probability());
                inputs.put("value_if_bought", one.value());
                all.add(new Decision<>(
                        shop.customers().get(customer),
                        new Recommendation(rank++, shop.products().get(one.product()), one.score()),
                        reasons(customer, one.product()),
                        inputs));
            }
        }
        Map<String, String> told = settings.settings();
        told.put("ranked by", ranking.byValue() ? "expected value" : "probability");
        told.put("diversity", Double.toString(ranking.diversity()));
        told.put("per category", limit(ranking.perCategory()));
        told.put("per product", limit(ranking.perProduct()));
        List<Caution> said = new ArrayList<>(cautions);
        said.addAll(tally.cautions());
        return new Decisions<>(KIND, Provenance.withoutModel(at, told), all, tally.counts(), said);
    }

    private static String limit(int most) {
        return most == Integer.MAX_VALUE ? "no limit" : Integer.toString(most);
    }

    private List<String> reasons(int customer, int product) {
        Snapshot seen = signals.shop();
        List<String> reasons = new ArrayList<>();
        int bestPair = -1;
        double best = 0;
        for (int p = seen.pairsFrom(customer); p < seen.pairsTo(customer); p++) {
            if (seen.product(p) == product) {
                reasons.add(
                        0,
                        String.format(
                                Locale.ROOT,
                                "bought on %d %s, last %d days ago",
                                seen.days(p),
                                seen.days(p) == 1 ? "day" : "days",
                                seen.age(p)));
            }
            double like = signals.likely().similarity(seen.product(p), product);
            if (like > best) {
                best = like;
                bestPair = p;
            }
        }
        if (bestPair >= 0) {
            reasons.add("often bought by those who bought " + shop.products().get(seen.product(bestPair)));
        }
        int buyers = signals.popularity(product);
        if (buyers > 0) {
            reasons.add(String.format(
                    Locale.ROOT, "bought by %d %s in 30 days", buyers, buyers == 1 ? "customer" : "customers"));
        } else if (reasons.isEmpty()) {
            reasons.add("of a category that sells, or looked at");
        }
        return reasons;
    }
}
