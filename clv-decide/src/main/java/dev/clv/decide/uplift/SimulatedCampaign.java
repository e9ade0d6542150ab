package dev.clv.decide.uplift;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePlan;
import dev.clv.features.RowKey;
import dev.clv.features.event.EventLog;
import dev.clv.features.standard.StandardExtractors;
import dev.clv.nn.math.SplitMix;
import dev.clv.simulate.ShopSimulation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A campaign in a simulated shop, of which the effect on each customer is known, as it never is in life: to test how
 * well effects are learned, and to try a plan. Immutable and thread-safe; the same shop, time and seed give the same
 * bits.
 *
 * <p>A lot gives a third of the customers nothing, a third {@code 10 % off} and a third {@code 20 % off}. The outcome
 * is whether the customer buys in the weeks after. Those who came by an advert, or whose shop knows them as of the
 * {@code basic} tier, watch prices, and respond. Those who bought often and lately buy anyway. Those without the
 * newsletter do not want to be reminded: for some of them an offer does harm. A small part of each effect is written
 * nowhere.
 */
public final class SimulatedCampaign {

    /** Nobody gets anything. */
    public static final String NONE = "none";

    /** A small discount. */
    public static final String SMALL = "10 % off";

    /** A large one. */
    public static final String LARGE = "20 % off";

    private static final List<String> ARMS = List.of(NONE, SMALL, LARGE);
    private static final double UNSEEN = 0.01;

    private final Experiment experiment;

    /** (n, arms): the probability of a purchase. */
    private final double[][] chances;

    private SimulatedCampaign(Experiment experiment, double[][] chances) {
        this.experiment = experiment;
        this.chances = chances;
    }

    /**
     * A campaign among the customers who are known before a time.
     *
     * @param at within the simulated days
     * @throws IllegalArgumentException if hardly anybody is known before
     */
    public static SimulatedCampaign of(ShopSimulation shop, Instant at, long seed) {
        EventLog log = shop.log();
        List<RowKey> keys = log.customers().stream()
                .filter(customer -> !log.history(customer).before(at).isEmpty())
                .sorted()
                .map(customer -> new RowKey(customer, at))
                .toList();
        FeatureMatrix features = FeaturePlan.of(StandardExtractors.rfm())
                .with(StandardExtractors.attributes())
                .fit(log, keys)
                .extract(log, keys);
        double[][] chances = new double[keys.size()][];
        double[] bought = new double[keys.size()];
        List<String> arms = new ArrayList<>();
        for (int row = 0; row < chances.length; row++) {
            String customer = keys.get(row).customer();
            SplitMix random = new SplitMix(SplitMix.mix(seed, customer.hashCode()));
            chances[row] = chances(
                    features.get(row, features.schema().indexOf("recency_days")),
                    features.get(row, features.schema().indexOf("order_days")),
                    log.history(customer).before(at).attributes(),
                    UNSEEN * normal(random));
            int arm = random.nextInt(ARMS.size());
            arms.add(ARMS.get(arm));
            bought[row] = random.nextDouble() < chances[row][arm] ? 1 : 0;
        }
        return new SimulatedCampaign(Experiment.of(features, arms, NONE, bought, Assignment.randomised()), chances);
    }

    /** A sum of twelve draws: near enough to normal, and the same bits everywhere. */
    private static double normal(SplitMix random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    private static double[] chances(double recency, double orders, Map<String, String> attributes, double unseen) {
        double days = Double.isNaN(recency) ? 365 : recency;
        double habit = 1 / (1 + days / 45) * orders / (orders + 3);
        double watches = ("advert".equals(attributes.get("channel")) ? 0.5 : 0)
                + ("basic".equals(attributes.get("tier")) ? 0.35 : 0.05);
        double annoyed = "yes".equals(attributes.get("newsletter")) ? 0 : 0.05;
        double nothing = 0.08 + 0.5 * habit;
        double small = 0.16 * watches * (1 - habit) - annoyed + unseen;
        double large = 0.28 * watches * (1 - habit) - annoyed + unseen;
        return new double[] {nothing, limited(nothing + small), limited(nothing + large)};
    }

    private static double limited(double chance) {
        return Math.max(0, Math.min(1, chance));
    }

    /** Who got what, and what happened. */
    public Experiment experiment() {
        return experiment;
    }

    /** A purchase is worth 30; the small discount costs 1 for each customer who is sent it, the large one 2.5. */
    public OfferTerms terms() {
        return OfferTerms.outcomeWorth(30).costing(SMALL, 1).costing(LARGE, 2.5);
    }

    /**
     * The true effect of a treatment on a row of the experiment.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if there is no such treatment
     */
    public double effect(int row, String treatment) {
        return chances[row][experiment.treatment(treatment)] - chances[row][0];
    }

    /**
     * What a row is truly worth if it gets an arm, the cost deducted, more than if it gets nothing.
     *
     * @param arm one of the three
     */
    public double netValue(int row, String arm) {
        return arm.equals(NONE) ? 0 : terms().worth() * effect(row, arm) - terms().cost(arm);
    }
}
