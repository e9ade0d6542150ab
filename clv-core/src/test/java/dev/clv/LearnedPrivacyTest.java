package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Signal;
import dev.clv.features.table.Table;
import dev.clv.reason.Reference;
import dev.clv.train.TableTrainingSet;
import dev.clv.train.TrainingRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that only a few customers have never reach a model file, however many training rows show them. */
class LearnedPrivacyTest {

    private static final Instant BEGIN = Instant.parse("2022-01-01T00:00:00Z");
    private static final int CUSTOMERS = 60;

    @TempDir
    Path folder;

    private static ClvModelBuilder quick() {
        return ClvModel.builder()
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 1)
                .currency("EUR");
    }

    private String content() throws IOException {
        return Files.readString(folder.resolve("model.clvm"), StandardCharsets.ISO_8859_1);
    }

    @Test
    void twelveOriginsOfOneCustomerAreOneCustomer() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        EventLog.Builder builder = EventLog.builder();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            String id = "c" + customer;
            builder.add(id, new AttributeChange(Instant.MIN, "email", "secret" + customer + "@example.com"));
            builder.add(id, new AttributeChange(Instant.MIN, "country", customer % 2 == 0 ? "France" : "Peru"));
            builder.add(id, new AttributeChange(Instant.MIN, "plan", customer < 19 ? "secret-plan" : "usual-plan"));
            builder.add(id, new Signal(BEGIN, customer < 19 ? "secret-signal" : "usual-signal", 1));
            for (int day = 0; day < 700; day += 1 + random.nextInt(60)) {
                builder.add(id, Purchase.of(BEGIN.plus(Duration.ofDays(day)), BigDecimal.valueOf(10 + customer)));
            }
        }
        EventLog log = builder.build();

        quick().horizon(Duration.ofDays(90))
                .origins(12, Duration.ofDays(15))
                .train(log, log.observedUntil().minus(Duration.ofDays(90)))
                .save(folder.resolve("model.clvm"));

        assertThat(content())
                .contains("France", "Peru", "usual-plan", "usual-signal")
                .doesNotContain("secret");
    }

    @Test
    void twelveRowsOfOneIdOfATableAreOneCustomer() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS * 12; i++) {
            int customer = i % CUSTOMERS;
            rows.add(List.of(
                    "c" + customer,
                    "secret" + customer + "@example.com",
                    customer < 19 ? "secret-plan" : "usual-plan",
                    Integer.toString(customer)));
        }
        Table table = Table.of(List.of("id", "email", "plan", "value"), rows)
                .id("id")
                .label("value")
                .read();

        quick().train(table).save(folder.resolve("model.clvm"));

        assertThat(content()).contains("usual-plan").doesNotContain("secret");
    }

    /** Numbers of which fewer than 20 customers have as much, or as little. */
    @Test
    void noNumberOfTheOutermostCustomersIsInAModelFile() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        EventLog.Builder builder = EventLog.builder();
        for (int customer = 0; customer < 200; customer++) {
            for (int day = random.nextInt(60); day < 500; day += 1 + random.nextInt(120)) {
                BigDecimal amount = BigDecimal.valueOf(100_000 + (long) Math.exp(8 + 6 * random.nextDouble()), 2);
                builder.add("c" + customer, Purchase.of(BEGIN.plus(Duration.ofDays(day)), amount));
            }
        }
        EventLog log = builder.build();
        TrainingRows rows = quick().horizon(Duration.ofDays(90))
                .origins(3, Duration.ofDays(30))
                .trainingSet(log, log.observedUntil().minus(Duration.ofDays(90)))
                .rows();

        quick().horizon(Duration.ofDays(90))
                .origins(3, Duration.ofDays(30))
                .train(log, log.observedUntil().minus(Duration.ofDays(90)))
                .save(folder.resolve("model.clvm"));

        assertHoldsNone(outermost(rows));
    }

    @Test
    void noNumberOfTheOutermostRowsOfATableIsInAModelFile() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            cells.add(List.of(
                    "c" + i,
                    String.valueOf(20_000 + 60_000 * random.nextDouble()),
                    i < 19 ? String.valueOf(random.nextDouble()) : "",
                    String.valueOf(Math.exp(5 * random.nextDouble()))));
        }
        Table table = Table.of(List.of("id", "salary", "rare", "value"), cells)
                .id("id")
                .label("value")
                .read();

        quick().train(table).save(folder.resolve("model.clvm"));

        assertHoldsNone(outermost(TableTrainingSet.of(table).rows()));
    }

    /** The mean label times the rows, less what the others may have, would be the largest label. */
    @Test
    void noBaselineGivesAwayADominantLabel() {
        List<List<String>> cells = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(4);
        double others = 0;
        for (int i = 0; i < 300; i++) {
            double value = 10 * random.nextDouble();
            others += i == 7 ? 0 : value;
            cells.add(List.of(
                    "c" + i, String.valueOf(random.nextDouble()), i == 7 ? "123456789" : String.valueOf(value)));
        }
        Table table = Table.of(List.of("id", "x", "value"), cells)
                .id("id")
                .label("value")
                .read();

        TableModel model = quick().train(table);

        double mean = model.evaluate(table).baselines().get("mean").sumPredicted();
        assertThat(mean).isLessThan(1.51 * others);
    }

    /** A cell typed wrong moves neither what explanations compare with nor the range that is judged by. */
    @Test
    void oneCellDecidesNothingThatExplanationsMeasureAgainst() {
        TableModel clean = quick().train(table("0.5"));
        TableModel wild = quick().train(table("123456789"));
        Table rows = table("0.5");
        double typical = typical(wild, rows);
        assertThat(typical).isBetween(0.3, 0.7);
        assertThat(typical).isCloseTo(typical(clean, rows), within(0.05));
        assertThat(wild.predict(table("10")).get(7).flags()).contains(PredictionFlag.OUTSIDE_TRAINING_RANGE);
    }

    private static double typical(TableModel model, Table rows) {
        return model.explain(rows, 20, Reference.averageCustomer())
                .effect("x")
                .typical()
                .number();
    }

    private static Table table(String seventh) {
        SplittableRandom random = new SplittableRandom(6);
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            double x = random.nextDouble();
            cells.add(List.of("c" + i, i == 7 ? seventh : String.valueOf(x), String.valueOf(1 + 5 * x)));
        }
        return Table.of(List.of("id", "x", "value"), cells)
                .id("id")
                .label("value")
                .read();
    }

    /** Values by the feature whose outermost they are; none that lies further in for another feature. */
    private static Map<Double, String> outermost(TrainingRows rows) {
        Map<Double, String> outermost = new TreeMap<>();
        Set<Double> inner = new HashSet<>();
        FeatureMatrix features = rows.features();
        for (int column = 0; column < features.schema().size(); column++) {
            String name = features.schema().feature(column).name();
            sort(features, features.column(column), name, outermost, inner);
        }
        sort(features, rows.labels(), "the label", outermost, inner);
        outermost.keySet().removeAll(inner);
        assertThat(outermost).as("the test has secrets").hasSizeGreaterThan(50);
        return outermost;
    }

    /** Whole numbers and simple fractions, such as means of small counts: a file may hold them for other reasons. */
    private static boolean isSimple(double value) {
        return value == Math.rint(value)
                || (Math.abs(value) < 100
                        && IntStream.rangeClosed(2, 1_000)
                                .anyMatch(d -> Math.abs(value * d - Math.rint(value * d)) < 1e-10 * d));
    }

    private static void sort(
            FeatureMatrix features, double[] column, String name, Map<Double, String> outermost, Set<Double> inner) {
        Set<Double> outer = new HashSet<>();
        for (int direction = -1; direction <= 1; direction += 2) {
            int sign = direction;
            List<Integer> order = IntStream.range(0, column.length)
                    .filter(row -> !Double.isNaN(column[row]))
                    .boxed()
                    .sorted(Comparator.comparingDouble(row -> sign * column[row]))
                    .toList();
            Set<String> customers = new HashSet<>();
            for (int i = 0; i < order.size(); i++) {
                double value = column[order.get(i)];
                customers.add(features.customer(order.get(i)));
                boolean shared = i + 1 < order.size() && column[order.get(i + 1)] == value;
                if (customers.size() < 20 && !shared && !isSimple(value)) {
                    outer.add(value);
                }
            }
        }
        for (double value : column) {
            if (outer.contains(value)) {
                outermost.put(value, name);
            } else {
                inner.add(value);
            }
        }
    }

    private void assertHoldsNone(Map<Double, String> secrets) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("model.clvm")))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + Double.BYTES <= bytes.capacity(); at++) {
            assertThat(secrets.get(bytes.getDouble(at)))
                    .as("%s at byte %d", bytes.getDouble(at), at)
                    .isNull();
        }
        String text = content();
        secrets.forEach((secret, name) ->
                assertThat(text.contains(String.valueOf(secret))).as(name).isFalse());
    }
}
