package dev.clv.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clv.reason.SegmentDifference.Part;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of segments, dependence and what-if: readable without the model, the same bits back. */
class NeighbourJsonTest {

    private static FeatureLabel label(Random random) {
        return new FeatureLabel(
                "f" + random.nextInt(9) + (random.nextBoolean() ? " \"ü\\\n" : ""),
                "g" + random.nextInt(3),
                random.nextBoolean() ? "share" : "category",
                random.nextBoolean() ? "" : "描述");
    }

    private static double number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> -0.0;
            case 1 -> random.nextInt(1_000);
            case 2 -> Double.MIN_VALUE * random.nextInt(100);
            case 3 -> Double.MAX_VALUE * random.nextDouble();
            default -> random.nextGaussian() * Math.scalb(1, random.nextInt(80) - 40);
        };
    }

    private static FeatureValue value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> FeatureValue.unknown();
            case 1 -> FeatureValue.category(random.nextBoolean() ? "12" : "gold, \"plus\" 金");
            default -> FeatureValue.number(number(random));
        };
    }

    private static <T> List<T> some(Random random, Supplier<T> one) {
        return Stream.generate(one).limit(random.nextInt(6)).toList();
    }

    private static SegmentDifference difference(Random random) {
        Supplier<Part> part = () -> new Part(label(random).name(), number(random), number(random), number(random));
        return new SegmentDifference(
                "EUR",
                random.nextInt(1_000),
                random.nextInt(1_000),
                random.nextDouble(),
                part.get(),
                some(random, part),
                some(random, part));
    }

    private static Dependence dependence(Random random) {
        Supplier<Dependence.Point> point = () -> new Dependence.Point(value(random), number(random));
        return new Dependence(label(random), "XXX", some(random, point), some(random, point));
    }

    private static WhatIf whatIf(Random random) {
        return new WhatIf(
                "JPY",
                number(random),
                number(random),
                some(
                        random,
                        () -> new WhatIf.Option(
                                some(random, () -> new WhatIf.Change(label(random), value(random), value(random))),
                                number(random),
                                number(random))),
                some(random, () -> label(random)));
    }

    @Test
    void jsonComesBackBitForBit() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            SegmentDifference difference = difference(random);
            assertThat(SegmentDifference.fromJson(difference.toJson())).isEqualTo(difference);
            Dependence dependence = dependence(random);
            assertThat(Dependence.fromJson(dependence.toJson())).isEqualTo(dependence);
            WhatIf whatIf = whatIf(random);
            assertThat(WhatIf.fromJson(whatIf.toJson())).isEqualTo(whatIf);
            assertThat(WhatIf.fromJson(whatIf.toJson()).toJson()).isEqualTo(whatIf.toJson());
        }
    }

    @Test
    void keysOfLaterReleasesArePassedOver() {
        Random random = new Random(1);
        String later = "{\"later\": [1, {}],";
        SegmentDifference difference = difference(random);
        assertThat(SegmentDifference.fromJson(difference.toJson().replaceFirst("\\{", later)))
                .isEqualTo(difference);
        Dependence dependence = dependence(random);
        assertThat(Dependence.fromJson(dependence.toJson().replaceFirst("\\{", later)))
                .isEqualTo(dependence);
        WhatIf whatIf = whatIf(random);
        assertThat(WhatIf.fromJson(whatIf.toJson().replaceFirst("\\{", later))).isEqualTo(whatIf);
    }

    @Test
    void whatIsNoSuchJsonIsRefused() {
        Random random = new Random(2);
        String json = dependence(random).toJson();
        assertThatThrownBy(() -> SegmentDifference.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected JSON of the kind 'segment-difference', found another kind");
        assertThatThrownBy(() -> SegmentDifference.fromJson("{")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WhatIf.fromJson("{}"))
                .hasMessageContaining("expected JSON of the kind 'what-if', found no kind");
        assertThatThrownBy(() -> Dependence.fromJson(json.replace("\"version\" : 2", "\"version\" : 3")))
                .hasMessageContaining("found version 3");
    }

    /** Member by member; web frameworks write NaN as a string, and neither kind nor version. */
    @Test
    void webFrameworksWriteTheSameMembers() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            SegmentDifference difference = difference(random);
            assertFrameworksWrite(difference, difference.toJson());
            Dependence dependence = dependence(random);
            assertFrameworksWrite(dependence, dependence.toJson());
            WhatIf whatIf = whatIf(random);
            assertFrameworksWrite(whatIf, whatIf.toJson());
        }
    }

    private static void assertFrameworksWrite(Object result, String json) throws Exception {
        JsonNode ours = JsonMapper.shared().readTree(json);
        ((ObjectNode) ours).remove(List.of("kind", "version"));
        String three = JsonMapper.shared().writeValueAsString(result);
        String two = new ObjectMapper().writeValueAsString(result);
        assertThat(JsonMapper.shared().readTree(three.replace("\"NaN\"", "null")))
                .isEqualTo(ours);
        assertThat(JsonMapper.shared().readTree(two.replace("\"NaN\"", "null"))).isEqualTo(ours);
    }

    @Test
    void numbersThatJsonCannotHoldAreRefusedAtOnce() {
        assertThatThrownBy(() -> new Part("spend", 1, Double.NaN, 2)).hasMessageContaining("'spend'");
        assertThatThrownBy(() -> new Dependence.Point(FeatureValue.unknown(), Double.POSITIVE_INFINITY))
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> new WhatIf.Option(List.of(), Double.NaN, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new WhatIf("EUR", 1, Double.NaN, List.of(), List.of()))
                .hasMessageContaining("NaN");
    }
}
