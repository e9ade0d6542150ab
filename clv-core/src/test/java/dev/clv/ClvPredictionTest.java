package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clv.ClvPrediction.Quantile;
import dev.clv.value.OrderOutlook;
import dev.clv.value.ValueDistribution;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ClvPredictionTest {

    /** A quarter buys nothing; the others' spend is uniform up to {@code most}. */
    private record Uniform(double most) implements ValueDistribution {
        @Override
        public double mean() {
            return 0.75 * most / 2;
        }

        @Override
        public boolean isPoint() {
            return false;
        }

        @Override
        public double quantile(double q) {
            return q <= 0.25 ? 0 : (q - 0.25) / 0.75 * most;
        }

        @Override
        public double probabilityAbove(double amount) {
            return amount >= most ? 0 : 0.75 * (1 - amount / most);
        }
    }

    private record Point(double mean) implements ValueDistribution {
        @Override
        public boolean isPoint() {
            return true;
        }

        @Override
        public double quantile(double q) {
            return Double.NaN;
        }

        @Override
        public double probabilityAbove(double amount) {
            return Double.NaN;
        }
    }

    private static ClvPrediction some(Random random) {
        Set<PredictionFlag> flags = EnumSet.allOf(PredictionFlag.class);
        flags.removeIf(flag -> random.nextBoolean());
        ValueDistribution distribution = random.nextInt(5) == 0
                ? new Point(random.nextDouble() * 100)
                : new Uniform(random.nextDouble() * Math.scalb(1, random.nextInt(60) - 20));
        return ClvPrediction.of(
                distribution,
                "EUR",
                random.nextInt(4) == 0 ? null : outlook(random),
                random.nextInt(4) == 0 ? null : standing(random),
                flags);
    }

    private static OrderOutlook outlook(Random random) {
        double expected = 3 * random.nextDouble();
        boolean timed = random.nextBoolean();
        double soon = random.nextDouble();
        return new OrderOutlook(
                expected,
                Math.max(random.nextDouble(), 1 - expected),
                timed
                        ? List.of(
                                new OrderOutlook.Wait(0.1, soon),
                                new OrderOutlook.Wait(0.5, 10 * soon),
                                new OrderOutlook.Wait(0.9, 60 * soon))
                        : List.of(),
                timed
                        ? IntStream.rangeClosed(1, 12)
                                .mapToObj(part -> Math.pow(part / 12.0, soon))
                                .toList()
                        : List.of());
    }

    private static Standing standing(Random random) {
        return new Standing(100 * random.nextDouble(), "B", random.nextBoolean() ? 1 + random.nextInt(500) : null);
    }

    @Test
    void jsonComesBackEqualAndBitForBit() {
        for (int seed = 0; seed < 200; seed++) {
            ClvPrediction prediction = some(new Random(seed));
            if (seed % 2 == 0) {
                prediction = prediction.asOf(Instant.parse("2024-02-29T12:00:00.5Z"), Duration.ofDays(90));
            }

            ClvPrediction read = ClvPrediction.fromJson(prediction.toJson());

            assertThat(read).isEqualTo(prediction).hasSameHashCodeAs(prediction);
            assertThat(read.toJson()).isEqualTo(prediction.toJson());
            assertThat(read.value()).isEqualTo(prediction.value());
            for (Quantile quantile : prediction.quantiles()) {
                assertThat(read.quantile(quantile.level())).isEqualTo(prediction.quantile(quantile.level()));
            }
        }
    }

    @Test
    void whatWasReadKnowsItsOwnLevelsAndRefusesOthersByName() {
        ClvPrediction prediction = ClvPrediction.of(new Uniform(80), "EUR", null, null, Set.of());
        ClvPrediction read = ClvPrediction.fromJson(prediction.toJson());

        assertThat(prediction.quantile(0.625)).isEqualTo(40);
        assertThat(read.quantile(0.9)).isEqualTo(prediction.quantile(0.9));
        assertThat(read.distribution().probabilityAbove(0)).isEqualTo(0.75);
        assertThat(read.churnProbability()).isEqualTo(0.25);
        assertThatThrownBy(() -> read.quantile(0.625))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not know its quantile at 0.625, only those at [0.01, 0.05, 0.1");
        assertThatThrownBy(() -> read.distribution().probabilityAbove(10))
                .hasMessageContaining("more than 0 only, not of 10.0");
        assertThatThrownBy(() -> read.quantile(1)).hasMessageContaining("(0, 1), was 1.0");
    }

    @Test
    void aPointHasNoQuantilesAndNoProbability() {
        ClvPrediction point = ClvPrediction.of(new Point(12), "EUR", null, null, Set.of());
        ClvPrediction read = ClvPrediction.fromJson(point.toJson());

        assertThat(point.quantiles()).isEmpty();
        assertThat(read.value()).isEqualTo(12);
        assertThat(read.probabilityPositive()).isNaN();
        assertThat(read.quantile(0.3)).isNaN();
        assertThat(read.distribution().isPoint()).isTrue();
    }

    @Test
    void aTestCanMakeOne() {
        ClvPrediction made = ClvPrediction.of(120, 0.8, PredictionFlag.COLD_START)
                .withCurrency("GBP")
                .withQuantile(0.5, 90)
                .withQuantile(0.9, 300);

        assertThat(made.value()).isEqualTo(120);
        assertThat(made.quantile(0.9)).isEqualTo(300);
        assertThat(made.flags()).containsExactly(PredictionFlag.COLD_START);
        assertThat(made.currency()).isEqualTo("GBP");
        assertThat(made.at()).isNull();
        assertThatThrownBy(() -> made.withQuantile(0.7, 400)).hasMessageContaining("rising level");
        assertThatThrownBy(() -> made.withQuantile(0.95, 200)).hasMessageContaining("must not fall");
        assertThatThrownBy(() -> ClvPrediction.of(-1, 0.5)).hasMessageContaining("was -1.0");
        assertThatThrownBy(() -> ClvPrediction.of(1, 1.5)).hasMessageContaining("was 1.5");
        assertThatThrownBy(() -> made.withCurrency("pounds")).hasMessageContaining("ISO 4217");
    }

    @Test
    void ordersTimesTheirMeanValueAreTheValue() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            ClvPrediction prediction = some(random).withOrders(outlook(random));

            assertThat(prediction.expectedOrders() * prediction.averageOrderValue())
                    .isCloseTo(prediction.value(), withinPercentage(1e-9));
        }
        ClvPrediction none = ClvPrediction.of(0, 0).withOrders(new OrderOutlook(0, 1, List.of(), List.of()));
        assertThat(none.averageOrderValue()).isNaN();
    }

    @Test
    void timesOfTheNextOrderAreCountedFromTheTimeOfThePrediction() {
        OrderOutlook outlook = new OrderOutlook(
                2,
                0.2,
                List.of(
                        new OrderOutlook.Wait(0.1, 0.5),
                        new OrderOutlook.Wait(0.5, 7),
                        new OrderOutlook.Wait(0.9, 40.25)),
                List.of());
        ClvPrediction undated = ClvPrediction.of(10, 0.7).withOrders(outlook);
        ClvPrediction dated = undated.asOf(Instant.parse("2024-03-01T00:00:00Z"), Duration.ofDays(90));

        assertThat(dated.nextOrder()).contains(Instant.parse("2024-03-08T00:00:00Z"));
        assertThat(dated.nextOrder(0.1)).contains(Instant.parse("2024-03-01T12:00:00Z"));
        assertThat(dated.nextOrder(0.9)).contains(Instant.parse("2024-04-10T06:00:00Z"));
        assertThat(undated.nextOrder()).isEmpty();
        assertThatThrownBy(() -> dated.nextOrder(0.3))
                .hasMessageContaining("not known at 0.3, only at [0.1, 0.5, 0.9]");
    }

    @Test
    void moneyAYearAwayIsWorthLessByTheRate() {
        List<Double> atTheEnd = IntStream.rangeClosed(1, 12)
                .mapToObj(part -> part / 12)
                .map(Double::valueOf)
                .toList();
        ClvPrediction prediction = ClvPrediction.of(100, 0.7)
                .withOrders(new OrderOutlook(2, 0.2, List.of(), atTheEnd))
                .asOf(Instant.parse("2024-03-01T00:00:00Z"), Duration.ofDays(365));

        assertThat(prediction.discountedValue(0.1)).isBetween(100 / 1.1, 100 / 1.1 * Math.pow(1.1, 1 / 12.0));
        assertThat(prediction.discountedValue(0)).isEqualTo(100);
        assertThat(ClvPrediction.of(100, 0.7).discountedValue(0.1)).isNaN();
        assertThatThrownBy(() -> prediction.discountedValue(-1)).hasMessageContaining("above -1 and finite, was -1.0");
    }

    @Test
    void theMedianIsTheQuantileInTheMiddle() {
        ClvPrediction prediction = ClvPrediction.of(new Uniform(80), "EUR", null, null, Set.of());

        assertThat(prediction.median()).isEqualTo(prediction.quantile(0.5));
        assertThat(prediction.probabilityAbove(20)).isEqualTo(0.75 * 0.75);
    }

    @Test
    void jsonThatKnowsNeitherOrdersNorStandingIsStillRead() {
        ClvPrediction prediction = ClvPrediction.of(new Uniform(80), "EUR", null, null, Set.of());
        String json = prediction.toJson();
        String old = json.replaceAll("\\s*\"(orders|standing)\" : null,", "");

        assertThat(old).doesNotContain("orders", "standing");
        assertThat(ClvPrediction.fromJson(old)).isEqualTo(prediction);
        assertThat(prediction.expectedOrders()).isNaN();
        assertThat(prediction.probabilityOfNoOrder()).isNaN();
        assertThat(prediction.averageOrderValue()).isNaN();
        assertThat(prediction.nextOrder()).isEmpty();
    }

    /** Member by member; web frameworks write NaN as a string, and neither kind nor version. */
    @Test
    void webFrameworksWriteTheSameMembers() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            ClvPrediction prediction = some(new Random(seed));
            assertThat(JsonMapper.shared().readTree(plain(new ObjectMapper().writeValueAsString(prediction))))
                    .isEqualTo(ours(prediction));
            ClvPrediction dated = prediction.asOf(Instant.parse("2024-03-01T00:00:00Z"), Duration.ofDays(180));
            assertThat(JsonMapper.shared().readTree(plain(JsonMapper.shared().writeValueAsString(dated))))
                    .isEqualTo(ours(dated));
        }
    }

    private static String plain(String json) {
        return json.replace("\"NaN\"", "null");
    }

    private static JsonNode ours(ClvPrediction prediction) {
        JsonNode json = JsonMapper.shared().readTree(prediction.toJson());
        ((ObjectNode) json).remove(List.of("kind", "version"));
        return json;
    }

    @Test
    void whatIsNoSuchJsonIsRefused() {
        String json = ClvPrediction.of(120, 0.8, PredictionFlag.COLD_START).toJson();

        assertThatThrownBy(() -> ClvPrediction.fromJson("{}")).hasMessageContaining("found no kind");
        String later =
                ClvPrediction.of(1, 0.5, PredictionFlag.COLD_START).toJson().replace("COLD_START", "NEW_FLAG");
        assertThatThrownBy(() -> ClvPrediction.fromJson(later))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a flag that this version does not know");
        for (String broken : List.of(
                json.replace("\"version\" : 1", "\"version\" : 2"),
                json.replace("120.0", "-1.0"),
                json.replace("COLD_START", "WARM_START"),
                json.replace("\"at\" : null", "\"at\" : \"noon\""),
                json.replace("\"horizon\" : null", "\"horizon\" : \"long\""))) {
            assertThat(broken).isNotEqualTo(json);
            assertThatThrownBy(() -> ClvPrediction.fromJson(broken)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
