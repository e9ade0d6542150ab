package dev.clv.reason;

import static dev.clv.reason.Explanations.effect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.reason.Reference.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void jsonComesBackBitForBit() {
        for (int seed = 0; seed < 200; seed++) {
            Explanation plain = Explanations.random(seed);
            Explanation full = plain.named("客户 \"1\"")
                    .asOf(Instant.parse("2024-07-04T01:02:03.000004Z"), Duration.ofDays(180))
                    .with(Caveat.outsideTrainingRange(
                            plain.effects().get(0).feature().name()))
                    .with(Caveat.correlated("f0", "f1", -0.9 - seed / 1e4))
                    .with(Caveat.coldStart());
            for (Explanation explanation : List.of(plain, full)) {
                Explanation read = Explanation.fromJson(explanation.toJson());

                assertThat(read).isEqualTo(explanation);
                assertThat(read.toJson()).isEqualTo(explanation.toJson());
            }
        }
    }

    @Test
    void anEarlierReferenceComesBackWithItsTime() {
        Explanation plain = Explanations.random(5);
        Explanation earlier = Explanation.of(
                "GBP",
                new ReferencePoint(Kind.EARLIER, Instant.parse("2024-01-01T00:00:00Z")),
                plain.attribution(),
                plain.effects(),
                List.of(Caveat.unknownCategory("f1")));

        assertThat(Explanation.fromJson(earlier.toJson())).isEqualTo(earlier);
    }

    @Test
    void nobodyIsNamedUnlessAsked() {
        Explanation plain = Explanations.random(3);

        assertThat(plain.toJson()).contains("\"customer\" : null");
        assertThat(plain.named("c42").toJson()).contains("\"customer\" : \"c42\"");
        assertThat(plain.named("c42").toString()).doesNotContain("c42");
    }

    @Test
    void whatIsNoExplanationIsRefused() {
        String json = Explanations.random(2).toJson();
        assertThatThrownBy(() -> Explanation.fromJson("{")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Explanation.fromJson("{}")).hasMessageContaining("found no kind");
        assertThatThrownBy(() -> Explanation.fromJson(json.replace("\"version\" : 2", "\"version\" : 3")))
                .hasMessageContaining("found version 3");
        assertThatThrownBy(() -> Explanation.fromJson(json.replace("\"at\" : null", "\"at\" : \"then\"")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a time or a horizon");
        assertThatThrownBy(() -> Explanation.fromJson(json.replace("\"baseValue\"", "\"base\"")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use what toJson() wrote");
        assertThatThrownBy(() -> Explanation.fromJson(json.replace("average_customer", "nobody")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysOfLaterReleasesArePassedOver() {
        Explanation explanation = Explanations.random(4);

        assertThat(Explanation.fromJson(explanation.toJson().replaceFirst("\\{", "{\"later\": [1, {}],")))
                .isEqualTo(explanation);
    }

    @Test
    void effectsOfAnotherAttributionAreRefused() {
        Explanation one = Explanations.of("EUR", 1, List.of(), effect("a", "g", 2, 0));
        Explanation two = Explanations.of("EUR", 1, List.of(), effect("b", "g", 2, 0));

        assertThatThrownBy(() -> Explanation.of("EUR", one.reference(), one.attribution(), two.effects(), List.of()))
                .hasMessageContaining("not those of the attribution");
    }

    @Test
    void contradictionsAreRefusedAtOnce() {
        assertThatThrownBy(() -> new ReferencePoint(Kind.EARLIER, null)).hasMessageContaining("EARLIER");
        assertThatThrownBy(() -> new ReferencePoint(Kind.TOP_TIER, Instant.EPOCH))
                .hasMessageContaining("TOP_TIER");
        assertThatThrownBy(() -> new Reference.Typical(Kind.EARLIER)).hasMessageContaining("EARLIER");
        assertThatThrownBy(() -> Caveat.correlated("a", "b", 1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> FeatureValue.number(Double.NaN)).hasMessageContaining("unknown()");
        assertThatThrownBy(() -> new FeatureValue(1, "a")).hasMessageContaining("a number or a category");
        assertThatThrownBy(() -> effect("a", "g", Double.NaN, 0)).hasMessageContaining("'a'");
        assertThatThrownBy(() -> Lever.range("a", 2, 1, 1)).hasMessageContaining("in order");
        assertThatThrownBy(() -> Lever.range("a", 0, 1, 0)).hasMessageContaining("step of 'a'");
        assertThatThrownBy(() -> SegmentOptions.defaults().level(1)).hasMessageContaining("(0, 1)");
        assertThatThrownBy(() -> SegmentOptions.defaults().customers(1)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> SegmentOptions.defaults().resamples(9)).hasMessageContaining("at least 100");
    }
}
