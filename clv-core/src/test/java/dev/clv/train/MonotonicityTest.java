package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.TableModel;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.LognormalMixture;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.Tweedie;
import dev.clv.simulate.ShopSimulation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonotonicityTest {

    private static final List<String> COLUMNS = List.of("income", "complaints", "region", "visits", "value");

    /** Against all that is asked for: value falls with income and rises with complaints. */
    private static Table perverse() {
        SplittableRandom random = new SplittableRandom(5);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            double income = random.nextDouble(0, 100);
            int complaints = random.nextInt(5);
            int visits = random.nextInt(40);
            boolean buys = random.nextInt(3) > 0;
            double value = buys ? 200 - income + 30 * complaints + 3 * visits : 0;
            rows.add(row(i % 11 == 0 ? "" : number(income), Integer.toString(complaints), i, visits, number(value)));
        }
        return Table.of(COLUMNS, rows).label("value").read();
    }

    private static List<String> row(String income, String complaints, int i, int visits, String value) {
        return List.of(income, complaints, i % 2 == 0 ? "north" : "south", Integer.toString(visits), value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static TableModel train(Table table, int... hidden) {
        return TableModel.builder()
                .network(n ->
                        n.hidden(hidden).rising("income").falling("complaints").members(2))
                .earlyStopping(150, 20)
                .train(table);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @DisplayName("no prediction falls in a rising column or rises in a falling one, though the labels do the opposite")
    void predictionsAreMonotone(int layers) {
        int[] hidden = {12, 6};
        TableModel model = train(perverse(), java.util.Arrays.copyOf(hidden, layers));
        boolean visitsMatter = false;
        for (int i = 0; i < 30; i++) {
            List<ClvPrediction> byIncome = new ArrayList<>();
            for (double income = -50; income <= 200; income += 7) {
                byIncome.add(one(model, number(income), Integer.toString(i % 5), i, i));
            }
            assertNeverFall(byIncome);
            List<ClvPrediction> byComplaints = new ArrayList<>();
            for (int complaints = 12; complaints >= 0; complaints--) {
                byComplaints.add(one(model, number(3.1 * i), Integer.toString(complaints), i, i));
            }
            assertNeverFall(byComplaints);
            visitsMatter |= one(model, "50", "1", i, 1).value()
                    < one(model, "50", "1", i, 39).value();
        }
        assertThat(visitsMatter).as("other columns are free").isTrue();
    }

    private static ClvPrediction one(TableModel model, String income, String complaints, int i, int visits) {
        return model.predict(Table.of(COLUMNS, List.of(row(income, complaints, i, visits, "0")))
                        .label("value")
                        .read())
                .get(0);
    }

    private static void assertNeverFall(List<ClvPrediction> predictions) {
        for (int i = 1; i < predictions.size(); i++) {
            assertThat(predictions.get(i).value())
                    .isGreaterThanOrEqualTo(predictions.get(i - 1).value());
            assertThat(predictions.get(i).probabilityPositive())
                    .isGreaterThanOrEqualTo(predictions.get(i - 1).probabilityPositive());
        }
    }

    @Test
    void aSavedModelPredictsTheSame() throws IOException {
        Table table = perverse();
        TableModel model = train(table, 8);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        model.write(file);

        assertThat(TableModel.read(new ByteArrayInputStream(file.toByteArray())).predict(table))
                .isEqualTo(model.predict(table));
        assertThat(model.summary().settings().toString()).contains("rising in income, falling in complaints");
    }

    @Test
    @DisplayName("a shop's purchase model is left out, and said so, only where it reads a monotone feature")
    void leavesThePurchaseModelOutWhereItReadsTheFeature() {
        ShopSimulation shop =
                ShopSimulation.builder().customers(150).days(400).seed(3).build();
        EventLog log = shop.log();
        Instant cutoff = shop.end().minus(Duration.ofDays(90));

        assertThat(settings(log, cutoff, "order_days")).contains("left out, as it is not monotone in [order_days]");
        assertThat(settings(log, cutoff, "views_30d")).doesNotContain("left out");
    }

    private static String settings(EventLog log, Instant cutoff, String rising) {
        ClvModel model = ClvModel.builder()
                .horizon(Duration.ofDays(90))
                .network(n -> n.hidden(6).members(2).rising(rising))
                .earlyStopping(5, 2)
                .train(log, cutoff);
        CustomerHistory one = log.history(log.customers().get(0));
        assertThat(model.explain(one, cutoff).prediction())
                .isEqualTo(model.predict(one, cutoff).value());
        return model.summary().settings().toString();
    }

    @Test
    void refusesWhatCannotBeMonotone() {
        Table table = perverse();
        assertThatThrownBy(() -> NetworkSettings.defaults().rising("a").falling("b", "a"))
                .hasMessage("'a' cannot both rise and fall; name it in rising(...) or in falling(...)");
        assertThatThrownBy(() -> NetworkSettings.defaults().rising("a").spec(inputs -> null))
                .hasMessage("spec(...) says what all layers are; leave out rising(...) and falling(...)");
        assertThatThrownBy(() -> NetworkSettings.defaults().rising("a").activation(Activation.GELU))
                .hasMessage("units of a network that rises or falls in features are tanh, not gelu; leave out"
                        + " activation(...)");
        assertThatThrownBy(() ->
                        TableModel.builder().network(n -> n.rising("region")).train(table))
                .hasMessageContaining("'region', whose values are categories and have no order");
        assertThatThrownBy(() ->
                        TableModel.builder().network(n -> n.rising("incme")).train(table))
                .hasMessageContaining(
                        "'incme', which is not a feature; there are [income, complaints, region, visits]");
        assertThatThrownBy(() -> TableModel.builder()
                        .network(n -> n.rising("income"))
                        .loss(LognormalMixture.of(2))
                        .train(table))
                .hasMessageContaining("the mean of loss 'lognormal_mixture' falls where one of its raw outputs rises");
    }

    @Test
    void otherLossesAreMonotoneToo() {
        for (var loss : List.of(Tweedie.of(1.5), SquaredError.of(), Heads.of(SquaredError.of()))) {
            TableModel model = TableModel.builder()
                    .loss(loss)
                    .network(n -> n.hidden(6).rising("income").members(2))
                    .earlyStopping(10, 3)
                    .train(perverse());
            double before = 0;
            for (double income = 0; income <= 100; income += 5) {
                double value = one(model, number(income), "2", 1, 9).value();
                assertThat(value).isGreaterThanOrEqualTo(before);
                before = value;
            }
        }
    }
}
