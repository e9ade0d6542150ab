package dev.clv.decide.recommend;

import dev.clv.nn.math.Elementary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shop's past says for a customer and a product, as of a snapshot. Thread-safe; each thread has a {@link Desk}.
 */
final class Signals {

    /** The columns of {@link Desk#row}. */
    static final List<String> NAMES = List.of(
            "llr",
            "llr_log",
            "cosine",
            "cosine_raw",
            "companions",
            "factors",
            "habit_30",
            "habit_120",
            "habit_240",
            "days_bought",
            "age",
            "overdue",
            "returning",
            "popular_7",
            "popular_14",
            "popular_30",
            "popular_90",
            "popular",
            "season",
            "product_age",
            "category_popular",
            "category",
            "interest",
            "blend",
            "place",
            "customer_days",
            "customer_age",
            "customer_products");

    private static final int NEIGHBOURS = 30;
    private static final int MORE_NEIGHBOURS = 100;
    private static final int COMPANIONS = 100;
    private static final int FACTORS = 32;
    private static final int ROUNDS = 12;
    private static final int YEAR = 365;
    private static final double LONG_AGO = 400;
    private static final double MOST_OVERDUE = 5;
    private static final Decay MONTH = new Decay(30);
    private static final Decay TWO_MONTHS = new Decay(60);
    private static final Decay SEASON = new Decay(120);
    private static final Decay LONG = new Decay(240);
    private static final Decay WEEK = new Decay(7);

    private final Snapshot shop;
    private final int window;
    private final Neighbours likely;
    private final Neighbours alike;
    private final Companions companions;
    private final Factors factors;
    private final int[][] popular; // (5, products)
    private final float[][] ofProduct; // (products, 8): from popular_7 to category_popular
    private final double[] selling; // (products): part of the blend
    private final int[] season;
    private final int[] category; // (products): -1 where none is known
    private final int categories;

    /** @param window in days, for which products are wanted */
    Signals(Snapshot shop, int window, long seed) {
        this.shop = shop;
        this.window = window;
        List<Neighbours> neighbours = Neighbours.of(
                shop,
                new Neighbours.Kind(Similarity.LOG_LIKELIHOOD, NEIGHBOURS),
                new Neighbours.Kind(Similarity.COSINE, MORE_NEIGHBOURS));
        likely = neighbours.get(0);
        alike = neighbours.get(1);
        companions = new Companions(shop, SEASON, COMPANIONS);
        factors = Factors.of(shop, FACTORS, ROUNDS, seed);
        popular = new int[][] {
            shop.buyersWithin(1, 7),
            shop.buyersWithin(1, 14),
            shop.buyersWithin(1, 30),
            shop.buyersWithin(1, 90),
            shop.buyersWithin(1, Integer.MAX_VALUE)
        };
        season = shop.buyersWithin(YEAR - window + 1, YEAR);
        category = new int[shop.products()];
        Map<String, Integer> numbers = new HashMap<>();
        for (int j = 0; j < category.length; j++) {
            @Nullable String name = shop.shop().categories().get(j);
            category[j] = name == null ? -1 : numbers.computeIfAbsent(name, key -> numbers.size());
        }
        categories = numbers.size();
        double[] sums = new double[categories];
        int[] sold = new int[categories];
        for (int j = 0; j < category.length; j++) {
            if (category[j] >= 0 && popular[4][j] > 0) {
                sums[category[j]] += popular[2][j];
                sold[category[j]]++;
            }
        }
        double most = log(Arrays.stream(popular[0]).max().orElse(0)) + 1e-9;
        ofProduct = new float[category.length][];
        selling = new double[category.length];
        for (int j = 0; j < category.length; j++) {
            double ofCategory = category[j] < 0 || sold[category[j]] == 0 ? 0 : sums[category[j]] / sold[category[j]];
            selling[j] = 0.5 * log(popular[0][j]) / most + 0.01 * Math.min(1, ofCategory);
            ofProduct[j] = new float[] {
                (float) log(popular[0][j]),
                (float) log(popular[1][j]),
                (float) log(popular[2][j]),
                (float) log(popular[3][j]),
                (float) log(popular[4][j]),
                (float) log(season[j]),
                (float) log(shop.productAge(j)),
                (float) log(ofCategory)
            };
        }
    }

    Snapshot shop() {
        return shop;
    }

    Neighbours alike() {
        return alike;
    }

    Neighbours likely() {
        return likely;
    }

    /** How many customers bought each product in the same window a year ago. */
    int[] season() {
        return season;
    }

    /** How many customers bought anything in the same window a year ago. */
    int seasonCustomers() {
        return shop.customersWithin(YEAR - window + 1, YEAR);
    }

    /** How many customers bought a product in the last 30 days. */
    int popularity(int product) {
        return popular[2][product];
    }

    Desk desk() {
        return new Desk();
    }

    /** One customer at a time. Not thread-safe. */
    final class Desk {

        private final int products = shop.products();
        private final Companions.Search search = companions.new Search();
        private final double[] llr = new double[products];
        private final double[] cosine = new double[products];
        private final double[] company = new double[products];
        private final double[] latent = new double[products];
        private final double[] interest = new double[products];
        private final double[] blend = new double[products];
        private final int[] pair = new int[products];
        private final double[] taste = new double[categories];
        private double mostLlr;
        private double mostCosine;
        private double mostCompany;
        private double mostLatent;
        private float customerDays;
        private float customerAge;
        private float customerProducts;

        /**
         * Takes up a customer.
         *
         * @param newOnly whether products that the customer bought are no candidates
         * @return the candidates, the most promising first
         */
        int[] candidates(int customer, boolean newOnly, int most) {
            Arrays.fill(llr, 0);
            Arrays.fill(cosine, 0);
            Arrays.fill(interest, 0);
            Arrays.fill(pair, -1);
            Arrays.fill(taste, 0);
            read(customer);
            search.score(customer, company);
            factors.score(customer, latent);
            mostLlr = highest(llr, newOnly);
            mostCosine = highest(cosine, newOnly);
            mostCompany = highest(company, newOnly);
            mostLatent = highest(latent, newOnly);
            Best best = new Best(Math.min(most, products));
            for (int j = 0; j < products; j++) {
                boolean owned = pair[j] >= 0;
                double habit = owned ? Math.min(1, shop.habit(pair[j], SEASON)) : 0;
                // Only who is among the candidates depends on these weights, unless there is no second stage.
                blend[j] = 0.6 * llr[j] / mostLlr
                        + 0.4 * company[j] / mostCompany
                        + 0.3 * Math.max(0, latent[j]) / mostLatent
                        + 0.5 * habit
                        + selling[j]
                        + Math.min(1, interest[j]);
                if (shop.isKnown(j) && !(newOnly && owned)) {
                    best.offer(j, blend[j]);
                }
            }
            return best.take().items();
        }

        private void read(int customer) {
            double age = LONG_AGO;
            int from = shop.pairsFrom(customer);
            int bought = shop.pairsTo(customer) - from;
            for (int p = from; p < from + bought; p++) {
                int product = shop.product(p);
                pair[product] = p;
                age = Math.min(age, shop.age(p));
                likely.add(product, 1, llr);
                double recent = shop.habit(p, TWO_MONTHS);
                alike.add(product, recent, cosine);
                if (category[product] >= 0) {
                    taste[category[product]] += recent / bought;
                }
            }
            customerDays = (float) log(shop.orderDays(customer));
            customerAge = (float) log(age);
            customerProducts = (float) log(bought);
            ProductDays seen = shop.shop().interest();
            for (int row = seen.start()[customer]; row < seen.start()[customer + 1]; row++) {
                if (seen.day()[row] < shop.end()) {
                    interest[seen.product()[row]] += seen.amount()[row] * WEEK.of(shop.end() - seen.day()[row]);
                }
            }
        }

        private double highest(double[] scores, boolean newOnly) {
            double most = 1e-9;
            for (int j = 0; j < products; j++) {
                if (scores[j] > most && !(newOnly && pair[j] >= 0)) {
                    most = scores[j];
                }
            }
            return most;
        }

        /** The columns of {@link #NAMES} of a candidate at its place, from 0 on. */
        float[] row(int j, int place) {
            float[] row = new float[NAMES.size()];
            int p = pair[j];
            int days = p < 0 ? 0 : shop.days(p);
            double age = p < 0 ? LONG_AGO : Math.min(LONG_AGO, shop.age(p));
            double gap = days < 2 ? 0 : (shop.firstAge(p) - shop.age(p)) / (days - 1.0);
            int to = 0;
            row[to++] = (float) (llr[j] / mostLlr);
            row[to++] = (float) log(llr[j]);
            row[to++] = (float) (cosine[j] / mostCosine);
            row[to++] = (float) cosine[j];
            row[to++] = (float) (company[j] / mostCompany);
            row[to++] = (float) latent[j];
            row[to++] = (float) (p < 0 ? 0 : shop.habit(p, MONTH));
            row[to++] = (float) (p < 0 ? 0 : shop.habit(p, SEASON));
            row[to++] = (float) (p < 0 ? 0 : log(shop.habit(p, LONG)));
            row[to++] = (float) log(days);
            row[to++] = (float) log(age);
            row[to++] = (float) (days < 2 ? 0 : Math.min(MOST_OVERDUE, age / Math.max(1, gap)));
            row[to++] = (float) (days < 2 ? 0 : 1);
            System.arraycopy(ofProduct[j], 0, row, to, ofProduct[j].length);
            to += ofProduct[j].length;
            row[to++] = (float) (category[j] < 0 ? 0 : taste[category[j]]);
            row[to++] = (float) log(interest[j]);
            row[to++] = (float) blend[j];
            row[to++] = (float) log(place);
            row[to++] = customerDays;
            row[to++] = customerAge;
            row[to] = customerProducts;
            return row;
        }

        /** The number of the pair of the customer and a product; -1 if it was not bought. */
        int pair(int product) {
            return pair[product];
        }

        /** The score of the first stage. */
        double blend(int product) {
            return blend[product];
        }
    }

    private static double log(double count) {
        return count > 0 ? Elementary.log(1 + count) : 0;
    }
}
