package dev.clv.features.btyd;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.standard.OrderDays;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * {@link BuyTillYouDie} with the parameters of every training cutoff; its models can be asked for more than features.
 * Immutable and thread-safe.
 */
public final class FittedBuyTillYouDie implements FeatureExtractor {

    private static final String GROUP = "purchase model";

    private static final String HORIZON = "horizon";
    private static final String MODELS = "models";
    private static final String CUTOFFS = "cutoffs";
    private static final String NANOS = "cutoff_nanos";
    private static final String SPEND = "gamma_gamma";

    private static final int SPEND_PARAMETERS = 3;
    private static final double SECONDS_PER_WEEK = 604_800;
    private static final double NANO = 1e-9;

    private final BuyTillYouDie plan;
    private final NavigableMap<Instant, ParameterSet> learned;
    private final NavigableMap<Instant, Models> models = new TreeMap<>();
    private final List<Feature> features;
    private final double weeks;

    FittedBuyTillYouDie(BuyTillYouDie plan, NavigableMap<Instant, ParameterSet> learned) {
        this.plan = plan;
        this.learned = learned;
        this.weeks = (plan.horizon().getSeconds() + plan.horizon().getNano() * NANO) / SECONDS_PER_WEEK;
        this.features = learned.isEmpty() ? List.of() : features(plan);
        learned.forEach((cutoff, parameters) -> models.put(cutoff, Models.of(plan, parameters)));
    }

    private static List<Feature> features(BuyTillYouDie plan) {
        List<Feature> features = new ArrayList<>();
        features.add(Feature.numeric("order_day_value", "currency", "Expected value of an order-day", GROUP));
        for (BuyTillYouDie.Model model : plan.models()) {
            String name = model.word();
            features.add(
                    Feature.numeric(name + "_orders", "order-days", "Expected order-days within the horizon", GROUP));
            features.add(Feature.numeric(
                    name + "_alive", "probability", "Probability that the customer has not stopped buying", GROUP));
            features.add(Feature.numeric(
                    name + "_none", "probability", "Probability of no order within the horizon", GROUP));
            features.add(Feature.numeric(name + "_spend", "currency", "Expected spend within the horizon", GROUP));
        }
        return List.copyOf(features);
    }

    /** The training cutoffs whose customers were fitted, ascending; unmodifiable, possibly empty. */
    public List<Instant> cutoffs() {
        return List.copyOf(learned.keySet());
    }

    /**
     * The purchase model that features as of a cutoff come from; its unit of time is the week.
     *
     * @throws IllegalArgumentException if it is not one of the models asked for
     * @throws IllegalStateException if nothing was fitted
     */
    public PurchaseModel purchases(BuyTillYouDie.Model model, Instant cutoff) {
        int place = List.copyOf(plan.models()).indexOf(model);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "model " + model.word() + " was not fitted; name it in BuyTillYouDie.models");
        }
        return models(cutoff).purchases().get(place);
    }

    /**
     * The model of the value of an order-day that features as of a cutoff come from.
     *
     * @throws IllegalStateException if nothing was fitted
     */
    public GammaGamma spend(Instant cutoff) {
        return models(cutoff).spend();
    }

    /**
     * What parameters at an edge mean, one sentence each, with the number of training cutoffs at which they are; empty
     * if all fits are within the edges.
     */
    public List<String> warnings() {
        Map<String, Integer> times = new LinkedHashMap<>();
        for (Models fit : models.values()) {
            int place = 0;
            for (BuyTillYouDie.Model model : plan.models()) {
                count(model.word(), fit.purchases().get(place++).edges(), times);
            }
            count(SPEND, fit.spend().edges(), times);
        }
        List<String> warnings = new ArrayList<>();
        times.forEach((words, count) ->
                warnings.add(words + " (at " + count + " of " + models.size() + " training cutoffs)"));
        return List.copyOf(warnings);
    }

    private static void count(String model, List<String> edges, Map<String, Integer> times) {
        edges.forEach(words -> times.merge(model + ": " + words, 1, Integer::sum));
    }

    private Models models(Instant cutoff) {
        if (models.isEmpty()) {
            throw new IllegalStateException("no training cutoff had enough customers who spent to fit a model");
        }
        Map.Entry<Instant, Models> fit = models.floorEntry(cutoff);
        return (fit == null ? models.firstEntry() : fit).getValue();
    }

    @Override
    public String name() {
        return BuyTillYouDie.NAME;
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public State begin(CustomerContext customer) {
        OrderDays orders = customer.shared(OrderDays.SHARED);
        return State.of((cutoff, row, offset) -> {
            if (features.isEmpty()) {
                return;
            }
            if (orders.count() == 0) {
                Arrays.fill(row, offset, offset + features.size(), Double.NaN);
                return;
            }
            models(cutoff).write(PurchaseSummary.of(orders, customer.asOfDay(cutoff)), weeks, row, offset);
        });
    }

    @Override
    public FittedState fittedState() {
        FittedState state = FittedState.EMPTY
                .withNumbers(
                        HORIZON, plan.horizon().getSeconds(), plan.horizon().getNano())
                .withTexts(
                        MODELS,
                        plan.models().stream().map(BuyTillYouDie.Model::word).toList())
                .withNumbers(
                        CUTOFFS,
                        learned.keySet().stream()
                                .mapToDouble(Instant::getEpochSecond)
                                .toArray())
                .withNumbers(
                        NANOS,
                        learned.keySet().stream().mapToDouble(Instant::getNano).toArray())
                .withNumbers(
                        SPEND,
                        learned.values().stream()
                                .flatMapToDouble(parameters -> Arrays.stream(parameters.spend()))
                                .toArray());
        int place = 0;
        for (BuyTillYouDie.Model model : plan.models()) {
            int i = place++;
            state = state.withNumbers(
                    model.word(),
                    learned.values().stream()
                            .flatMapToDouble(parameters ->
                                    Arrays.stream(parameters.purchases().get(i)))
                            .toArray());
        }
        return state;
    }

    @Override
    public FittedBuyTillYouDie restore(FittedState state) {
        return of(state);
    }

    static FittedBuyTillYouDie of(FittedState state) {
        double[] horizon = row(state, HORIZON, 0, 2);
        BuyTillYouDie plan = new BuyTillYouDie(
                Duration.ofSeconds((long) horizon[0], (long) horizon[1]),
                state.texts(MODELS).stream().map(BuyTillYouDie.Model::ofWord).toList());
        NavigableMap<Instant, ParameterSet> learned = new TreeMap<>();
        int cutoffs = state.numbers(CUTOFFS).length;
        for (int i = 0; i < cutoffs; i++) {
            int place = i;
            learned.put(
                    Instant.ofEpochSecond((long) row(state, CUTOFFS, i, 1)[0], (long) row(state, NANOS, i, 1)[0]),
                    new ParameterSet(
                            plan.models().stream()
                                    .map(model -> row(state, model.word(), place, BuyTillYouDie.Model.PARAMETERS))
                                    .toList(),
                            row(state, SPEND, i, SPEND_PARAMETERS)));
        }
        return new FittedBuyTillYouDie(plan, learned);
    }

    private static double[] row(FittedState state, String name, int row, int width) {
        double[] all = state.numbers(name);
        if (all.length < (row + 1) * width) {
            throw new IllegalArgumentException(
                    "'" + name + "' must hold at least " + (row + 1) * width + " numbers, holds " + all.length);
        }
        return Arrays.copyOfRange(all, row * width, (row + 1) * width);
    }

    @Override
    public String toString() {
        return "FeatureExtractor[" + BuyTillYouDie.NAME + "]";
    }

    /** The models of one cutoff. */
    private record Models(List<PurchaseModel> purchases, GammaGamma spend) {

        static Models of(BuyTillYouDie plan, ParameterSet parameters) {
            List<PurchaseModel> models = new ArrayList<>();
            for (BuyTillYouDie.Model model : plan.models()) {
                models.add(model.of(parameters.purchases().get(models.size())));
            }
            return new Models(models, GammaGamma.of(parameters.spend()));
        }

        void write(PurchaseSummary customer, double weeks, double[] row, int offset) {
            double value = spend.expectedValue(customer.spend());
            int place = offset;
            row[place++] = value;
            for (PurchaseModel model : purchases) {
                double orders = model.expectedPurchases(customer, weeks);
                row[place++] = orders;
                row[place++] = model.probabilityAlive(customer);
                row[place++] = model.probabilityOfNone(customer, weeks);
                row[place++] = orders * value;
            }
        }
    }
}
