package dev.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.btyd.ParetoNbd;
import dev.clv.features.btyd.PurchaseModel;
import dev.clv.features.btyd.PurchaseSummary;
import dev.clv.label.Target;
import dev.clv.label.Targets;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderModelTest {

    private static final double WEEKS = 13;

    /** Knows a probability of a positive value, NaN for a point, and expectations of other targets. */
    private record Predicted(double positive, Map<String, Double> others) implements ValueDistribution {
        @Override
        public double mean() {
            return 50;
        }

        @Override
        public Targets targets() {
            return others.isEmpty()
                    ? Targets.value()
                    : others.size() == 1
                            ? Targets.of(Target.value(), Target.orders())
                            : Targets.of(Target.value(), Target.orders(), Target.active());
        }

        @Override
        public double expected(String target) {
            return target.equals("value") ? mean() : others.get(target);
        }

        @Override
        public boolean isPoint() {
            return Double.isNaN(positive);
        }

        @Override
        public double quantile(double q) {
            return Double.NaN;
        }

        @Override
        public double probabilityAbove(double amount) {
            return positive;
        }
    }

    /** Training rows, of which more order than have a value, and some of them often. */
    private static final class Rows {
        final PurchasePrior prior = PurchasePriorTest.prior();
        final double[][] rows;
        final double[] positives;
        final double[] orders;

        Rows(long seed) {
            Random random = new Random(seed);
            rows = IntStream.range(0, 500)
                    .mapToObj(i -> PurchasePriorTest.row(
                            1 + random.nextInt(9), random.nextInt(100), 100 + random.nextInt(300), 25))
                    .toArray(double[][]::new);
            positives = random.doubles(rows.length, 0.02, 0.9).toArray();
            orders = Arrays.stream(positives)
                    .map(p -> random.nextDouble() < 1.1 * p ? 1 + random.nextInt(4) : 0)
                    .toArray();
        }

        PurchasePrior.Expected[] expected() {
            return Arrays.stream(rows).map(prior::expected).toArray(PurchasePrior.Expected[]::new);
        }

        OrderModel fit() {
            return OrderModel.fit(prior, expected(), positives, orders);
        }

        OrderOutlook outlook(OrderModel model, int row) {
            OrderOutlook outlook = model.outlook(new Predicted(positives[row], Map.of()), rows[row]);
            assertThat(outlook).isNotNull();
            return outlook;
        }
    }

    @Test
    void inTotalTrainingCustomersOrderAsExpectedAndAsManyOfThem() {
        for (int seed = 0; seed < 5; seed++) {
            Rows rows = new Rows(seed);
            OrderModel model = rows.fit();
            double orders = 0;
            double any = 0;
            for (int row = 0; row < rows.rows.length; row++) {
                OrderOutlook outlook = rows.outlook(model, row);
                orders += outlook.expected();
                any += 1 - outlook.probabilityNone();
            }

            assertThat(orders).isCloseTo(DoubleStream.of(rows.orders).sum(), within(1e-6));
            assertThat(any)
                    .isCloseTo(
                            DoubleStream.of(rows.orders)
                                    .filter(count -> count > 0)
                                    .count(),
                            within(1e-6));
        }
    }

    @Test
    void nobodyOrdersLessOftenThanAtAllOrHasAValueMoreOftenThanAnOrder() {
        Rows rows = new Rows(7);
        OrderModel model = rows.fit();
        for (int row = 0; row < rows.rows.length; row++) {
            OrderOutlook outlook = rows.outlook(model, row);

            assertThat(outlook.expected()).isGreaterThanOrEqualTo(1 - outlook.probabilityNone());
            assertThat(1 - outlook.probabilityNone()).isGreaterThanOrEqualTo(rows.positives[row] - 1e-12);
        }
    }

    /** Kills: labels without an order that has no value push the exponent below 1. */
    @Test
    void probabilitiesStayThoseOfTheNetworksWhereTheyAreTooHighAlready() {
        Rows rows = new Rows(3);
        OrderModel model = OrderModel.fit(rows.prior, rows.expected(), rows.positives, new double[rows.orders.length]);

        assertThat(rows.outlook(model, 0).probabilityNone()).isCloseTo(1 - rows.positives[0], within(1e-9));
    }

    @Test
    void probabilitiesOfNetworksThatAreSureOfNobodyOrEverybodyStayProbabilities() {
        Rows rows = new Rows(3);
        for (double sure : new double[] {0, 1}) {
            Arrays.fill(rows.positives, sure);
            for (double orders : new double[] {0, 1}) {
                Arrays.fill(rows.orders, orders);

                assertThat(rows.outlook(rows.fit(), 0).probabilityNone()).isEqualTo(1 - sure);
            }
        }
    }

    @Test
    void theFirstOrderComesByThePurchaseModelIfOneComesInTheHorizon() {
        Rows rows = new Rows(1);
        ParetoNbd purchases = ParetoNbd.fit(PurchasePriorTest.customers(400, 1)).model();
        OrderModel model = rows.fit();
        for (int row = 0; row < 100; row++) {
            double[] features = rows.rows[row];
            PurchaseSummary customer = summary(features);
            double any = 1 - purchases.probabilityOfNone(customer, WEEKS);

            for (OrderOutlook.Wait wait : rows.outlook(model, row).first()) {
                assertThat(wait.days()).isBetween(0.0, 91.0);
                assertThat((1 - purchases.probabilityOfNone(customer, wait.days() / 7)) / any)
                        .isCloseTo(wait.level(), within(2e-4));
            }
        }
    }

    private static PurchaseSummary summary(double[] row) {
        int x = (int) row[1] - 1;
        return PurchaseSummary.of(x, x == 0 ? 0 : Math.max(0, row[4] - row[2]) / 7, row[4] / 7);
    }

    @Test
    void moneyIsDiscountedAsThePurchaseModelDiscountsOrders() {
        Rows rows = new Rows(2);
        ParetoNbd purchases = ParetoNbd.fit(PurchasePriorTest.customers(400, 1)).model();
        OrderModel model = rows.fit();
        for (int row = 0; row < 100; row++) {
            PurchaseSummary customer = summary(rows.rows[row]);
            OrderOutlook outlook = rows.outlook(model, row);

            for (double annual : new double[] {0.1, 3, -0.5}) {
                double exact = purchases.discountedPurchases(customer, WEEKS, PurchaseModel.weeklyDiscount(annual))
                        / purchases.expectedPurchases(customer, WEEKS);
                assertThat(outlook.discount(annual, 91)).isCloseTo(exact, within(1e-4));
            }
            assertThat(outlook.discount(0, 91)).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void whatTheNetworksLearnedOfOrdersCountsMoreThanThePurchaseModel() {
        Rows rows = new Rows(4);
        OrderModel model = rows.fit();

        OrderOutlook counted = model.outlook(new Predicted(0.4, Map.of("orders", 2.5)), rows.rows[0]);
        OrderOutlook both = model.outlook(new Predicted(0.4, Map.of("orders", 2.5, "active", 0.6)), rows.rows[0]);
        OrderOutlook rarely = model.outlook(new Predicted(0.4, Map.of("orders", 0.1)), rows.rows[0]);

        assertThat(counted).isNotNull();
        assertThat(counted.expected()).isEqualTo(2.5);
        assertThat(both).isNotNull();
        assertThat(both.probabilityNone()).isEqualTo(0.4);
        assertThat(rarely).isNotNull();
        assertThat(rarely.probabilityNone()).isEqualTo(0.9);
    }

    @Test
    void whereNobodyKnowsThereIsNothing() {
        Rows rows = new Rows(5);
        OrderModel without = OrderModel.fit(null, new PurchasePrior.Expected[0], rows.positives, rows.orders);

        assertThat(rows.fit().outlook(new Predicted(0.4, Map.of()), PurchasePriorTest.STRANGER))
                .isNull();
        assertThat(without.outlook(new Predicted(0.4, Map.of()), rows.rows[0])).isNull();
        OrderOutlook counted = without.outlook(new Predicted(0.4, Map.of("orders", 2.5)), rows.rows[0]);
        assertThat(counted).isNotNull();
        assertThat(counted.first()).isEmpty();
        assertThat(counted.discount(0.1, 91)).isNaN();
        assertThat(counted.probabilityNone()).isBetween(0.0, 0.6);
    }

    @Test
    void ofAPointThePurchaseModelSaysWhetherACustomerOrders() {
        Rows rows = new Rows(6);
        double[] unknown = new double[rows.orders.length];
        Arrays.fill(unknown, Double.NaN);
        OrderModel model = OrderModel.fit(rows.prior, rows.expected(), unknown, rows.orders);
        double sum = 0;
        for (double[] row : rows.rows) {
            OrderOutlook outlook = model.outlook(new Predicted(Double.NaN, Map.of()), row);
            assertThat(outlook).isNotNull();
            sum += outlook.expected();
        }

        assertThat(sum).isCloseTo(DoubleStream.of(rows.orders).sum(), within(1.0));
    }

    @Test
    void aModelIsReadBackToTheSameBits() throws ModelFormatException {
        Rows rows = new Rows(8);
        OrderModel model = rows.fit();
        Section out = Section.root();
        model.write(out);

        OrderModel read = OrderModel.read(out, PurchasePriorTest.SCHEMA);

        for (int row = 0; row < 50; row++) {
            assertThat(rows.outlook(read, row)).isEqualTo(rows.outlook(model, row));
        }
    }

    @Test
    void anOutlookRefusesWhatContradictsItself() {
        List<Double> late = IntStream.rangeClosed(1, 12)
                .mapToObj(part -> part < 12 ? 0.0 : 1.0)
                .toList();

        assertThat(new OrderOutlook(1, 0.5, List.of(), late).discount(1, 365)).isBetween(0.5, 0.54);
        assertThatThrownBy(() -> new OrderOutlook(-1, 0.5, List.of(), late))
                .hasMessageContaining("zero or more and finite, were -1.0");
        assertThatThrownBy(() -> new OrderOutlook(1, 1.5, List.of(), late)).hasMessageContaining("[0, 1], was 1.5");
        assertThatThrownBy(() -> new OrderOutlook(1, 0.5, List.of(), late.subList(0, 11)))
                .hasMessageContaining("there must be 12 shares");
        assertThatThrownBy(() -> new OrderOutlook(
                        1, 0.5, List.of(new OrderOutlook.Wait(0.1, 5), new OrderOutlook.Wait(0.5, 4)), List.of()))
                .hasMessageContaining("must not fall");
        assertThatThrownBy(() -> new OrderOutlook(1, 0.5, List.of(), late).discount(-1, 365))
                .hasMessageContaining("above -1 and finite, was -1.0");
    }
}
