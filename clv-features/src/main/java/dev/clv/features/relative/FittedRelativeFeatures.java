package dev.clv.features.relative;

import dev.clv.features.CustomerContext;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.btyd.GammaGamma;
import dev.clv.features.btyd.ParetoNbd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Refund;
import dev.clv.features.standard.OrderDays;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** {@link RelativeFeatures} with the summaries of a shop. Immutable and thread-safe. */
public final class FittedRelativeFeatures implements FeatureExtractor {

    private static final String HORIZON = "horizon";
    private static final String CUTOFFS = "cutoffs";
    private static final String NANOS = "cutoff_nanos";
    private static final String PURCHASES = "pareto_nbd";
    private static final String SPEND = "gamma_gamma";
    private static final String SCALES = "scales";
    private static final String FACTS = "facts";

    private static final double SECONDS_PER_DAY = 86_400;
    private static final double NANO = 1e-9;

    private final RelativeFeatures plan;
    private final NavigableMap<Instant, ShopSummary> shops;
    private final List<Feature> features;
    private final double horizon;

    FittedRelativeFeatures(RelativeFeatures plan, NavigableMap<Instant, ShopSummary> shops) {
        this.plan = plan;
        this.shops = shops;
        this.horizon = days(plan.horizon());
        this.features = shops.isEmpty() ? List.of() : RelativeFeatures.all();
    }

    static double days(Duration duration) {
        return (duration.getSeconds() + duration.getNano() * NANO) / SECONDS_PER_DAY;
    }

    /** The training cutoffs whose customers were summed up, ascending; unmodifiable, possibly empty. */
    public List<Instant> cutoffs() {
        return List.copyOf(shops.keySet());
    }

    /**
     * What the purchase model expects of a customer in the horizon, on average, in currency: the unit of the values
     * that a network predicts from these features.
     *
     * @throws IllegalStateException if nothing was fitted
     */
    public double unit(Instant cutoff) {
        return shop(cutoff).unit();
    }

    private ShopSummary shop(Instant cutoff) {
        if (shops.isEmpty()) {
            throw new IllegalStateException("no training cutoff had enough customers who spent to sum the shop up");
        }
        Map.Entry<Instant, ShopSummary> shop = shops.floorEntry(cutoff);
        return (shop == null ? shops.firstEntry() : shop).getValue();
    }

    @Override
    public String name() {
        return RelativeFeatures.NAME;
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public boolean isNaNOrdinary() {
        return true;
    }

    @Override
    public State begin(CustomerContext customer) {
        return new Path(customer);
    }

    private final class Path implements State {

        private final CustomerContext customer;
        private final OrderDays orders;
        private BigDecimal refunded = BigDecimal.ZERO;

        Path(CustomerContext customer) {
            this.customer = customer;
            this.orders = customer.shared(OrderDays.SHARED);
        }

        @Override
        public void add(CustomerEvent event) {
            if (event instanceof Refund refund) {
                refunded = refunded.add(refund.amount());
            }
        }

        @Override
        public void snapshot(StateWriter out) {
            out.decimal(refunded);
        }

        @Override
        public void restore(StateReader in) {
            refunded = in.decimal();
        }

        @Override
        public void merge(StateReader later) {
            refunded = refunded.add(later.decimal());
        }

        @Override
        public void write(Instant cutoff, double[] row, int offset) {
            if (features.isEmpty()) {
                return;
            }
            if (orders.count() == 0) {
                Arrays.fill(row, offset, offset + features.size(), Double.NaN);
                return;
            }
            ShopSummary shop = shop(cutoff);
            Inputs.Writer out = new Inputs.Writer(row, offset);
            CustomerNumbers.write(
                    OrderPath.of(orders, refunded.doubleValue()), shop, customer.asOfDay(cutoff), horizon, out);
            out.putAll(shop.facts());
        }
    }

    @Override
    public FittedState fittedState() {
        return FittedState.EMPTY
                .withNumbers(
                        HORIZON, plan.horizon().getSeconds(), plan.horizon().getNano())
                .withNumbers(
                        CUTOFFS,
                        shops.keySet().stream()
                                .mapToDouble(Instant::getEpochSecond)
                                .toArray())
                .withNumbers(
                        NANOS,
                        shops.keySet().stream().mapToDouble(Instant::getNano).toArray())
                .withNumbers(PURCHASES, flat(shop -> {
                    ParetoNbd model = shop.purchases();
                    return new double[] {model.r(), model.alpha(), model.s(), model.beta()};
                }))
                .withNumbers(SPEND, flat(shop -> new double[] {
                    shop.spend().p(), shop.spend().q(), shop.spend().v()
                }))
                .withNumbers(SCALES, flat(shop -> new double[] {shop.unit(), shop.typicalSpend()}))
                .withNumbers(FACTS, flat(ShopSummary::facts));
    }

    private double[] flat(Function<ShopSummary, double[]> numbers) {
        return shops.values().stream()
                .flatMapToDouble(shop -> Arrays.stream(numbers.apply(shop)))
                .toArray();
    }

    @Override
    public FittedRelativeFeatures restore(FittedState state) {
        return of(state);
    }

    static FittedRelativeFeatures of(FittedState state) {
        double[] horizon = part(state, HORIZON, 0, 2);
        RelativeFeatures plan = RelativeFeatures.of(Duration.ofSeconds((long) horizon[0], (long) horizon[1]));
        NavigableMap<Instant, ShopSummary> shops = new TreeMap<>();
        for (int i = 0; i < state.numbers(CUTOFFS).length; i++) {
            double[] purchases = part(state, PURCHASES, i, 4);
            double[] spend = part(state, SPEND, i, 3);
            double[] scales = part(state, SCALES, i, 2);
            shops.put(
                    Instant.ofEpochSecond((long) part(state, CUTOFFS, i, 1)[0], (long) part(state, NANOS, i, 1)[0]),
                    new ShopSummary(
                            new ParetoNbd(purchases[0], purchases[1], purchases[2], purchases[3]),
                            new GammaGamma(spend[0], spend[1], spend[2]),
                            scales[0],
                            scales[1],
                            part(state, FACTS, i, ShopSummary.FACTS.size())));
        }
        return new FittedRelativeFeatures(plan, shops);
    }

    private static double[] part(FittedState state, String name, int index, int width) {
        double[] all = state.numbers(name);
        if (all.length < (index + 1) * width) {
            throw new IllegalArgumentException(
                    "'" + name + "' must hold at least " + (index + 1) * width + " numbers, holds " + all.length);
        }
        return Arrays.copyOfRange(all, index * width, (index + 1) * width);
    }

    @Override
    public String toString() {
        return "FeatureExtractor[" + RelativeFeatures.NAME + "]";
    }
}
