package dev.clv.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.explain.Attribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentDifferenceTest {

    /**
     * Customers of a segment whose mean spend effect is {@code spend} and whose mean recency effect is {@code recency}.
     */
    private static List<Attribution> segment(int size, double spend, double recency, Random random) {
        List<Attribution> segment = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double a = spend - 10 * Math.log(1 - random.nextDouble()) - 10;
            double b = 3 * random.nextGaussian();
            double c = recency + 5 * random.nextGaussian();
            segment.add(Attribution.builder(100, 100 + a + b + c)
                    .feature("total", "spend", a, 0)
                    .feature("mean", "spend", b, 0)
                    .feature("days", "recency", c, 0)
                    .build());
        }
        return segment;
    }

    @Test
    void featuresAddUpToGroupsAndGroupsToTheDifference() {
        Random random = new Random(1);
        SegmentDifference difference = SegmentDifference.of(
                "EUR", segment(37, 20, -5, random), segment(80, 0, 5, random), SegmentOptions.defaults());

        assertThat(difference.features().stream()
                        .mapToDouble(SegmentDifference.Part::amount)
                        .sum())
                .isCloseTo(difference.prediction().amount(), within(1e-9));
        assertThat(difference.groups().stream()
                        .mapToDouble(SegmentDifference.Part::amount)
                        .sum())
                .isCloseTo(difference.prediction().amount(), within(1e-9));
        assertThat(difference.groups().stream().map(SegmentDifference.Part::name))
                .containsExactly("spend", "recency");
        assertThat(difference.groups()).allMatch(part -> part.low() <= part.amount() && part.amount() <= part.high());
        assertThat(difference.groups()).allMatch(SegmentDifference.Part::significant);
    }

    @Test
    void aSegmentDoesNotDifferFromItselfAndTheIntervalHoldsZero() {
        List<Attribution> one = segment(50, 3, 1, new Random(2));

        SegmentDifference difference = SegmentDifference.of("EUR", one, one, SegmentOptions.defaults());

        assertThat(difference.prediction().amount()).isZero();
        assertThat(difference.features()).noneMatch(SegmentDifference.Part::significant);
    }

    @Test
    void theIntervalsHoldTheTrueDifferenceAsOftenAsTheySay() {
        int trials = 400;
        SegmentOptions options = SegmentOptions.defaults().resamples(400).level(0.9);
        int prediction = 0;
        int spend = 0;
        for (int trial = 0; trial < trials; trial++) {
            Random random = new Random(trial);
            SegmentDifference difference = SegmentDifference.of(
                    "EUR", segment(60, 4, -1, random), segment(90, 0, 0, random), options.seed(trial));
            prediction += holds(difference.prediction(), 3);
            spend += holds(difference.groups().get(0), 4);
        }
        // 90 %, give or take three standard deviations of a count (6 in 100), and what bootstrap percentiles lose on
        // skewed values.
        assertThat(prediction / (double) trials).isBetween(0.84, 0.95);
        assertThat(spend / (double) trials).isBetween(0.84, 0.95);
    }

    private static int holds(SegmentDifference.Part part, double truth) {
        return part.low() <= truth && truth <= part.high() ? 1 : 0;
    }

    @Test
    void theSameSeedGivesTheSameIntervalsAndAnotherSeedOthers() {
        List<Attribution> one = segment(30, 3, 1, new Random(2));
        List<Attribution> two = segment(30, 0, 1, new Random(3));
        SegmentOptions options = SegmentOptions.defaults();

        assertThat(SegmentDifference.of("EUR", one, two, options))
                .isEqualTo(SegmentDifference.of("EUR", one, two, options))
                .isNotEqualTo(SegmentDifference.of("EUR", one, two, options.seed(1)));
    }

    @Test
    void aSampleIsDrawnFairlyAndKeepsTheOrder() {
        List<Integer> all = IntStream.range(0, 10).boxed().toList();
        int[] drawn = new int[10];
        for (int seed = 0; seed < 2_000; seed++) {
            List<Integer> sample =
                    SegmentOptions.defaults().customers(4).seed(seed).sample(all);
            assertThat(sample).hasSize(4).isSorted().doesNotHaveDuplicates();
            sample.forEach(i -> drawn[i]++);
        }
        // 800 each, give or take five standard deviations (22) of a count.
        assertThat(Arrays.stream(drawn)).allMatch(count -> Math.abs(count - 800) < 110);
        assertThat(SegmentOptions.defaults().sample(all)).isEqualTo(all);
    }

    @Test
    void differencesReadInBothLanguages() {
        SegmentDifference difference = new SegmentDifference(
                "EUR",
                200,
                150,
                0.95,
                new SegmentDifference.Part("prediction", 24.5, 18, 31),
                List.of(
                        new SegmentDifference.Part("recency", 1, -1, 3),
                        new SegmentDifference.Part("season", -2, -3, -1),
                        new SegmentDifference.Part("spend", 25.5, 20, 30)),
                List.of());

        assertThat(Wording.in(Locale.ENGLISH).sentences(difference, 5))
                .containsExactly(
                        "The segment's mean predicted value differs by +24.50 EUR (95% interval +18.00 EUR to +31.00"
                                + " EUR; 200 customers against 150).",
                        "Of that, spend: +25.50 EUR (+20.00 EUR to +30.00 EUR).",
                        "Of that, season: -2.00 EUR (-3.00 EUR to -1.00 EUR).",
                        "These are effects within the model, not causes.");
        assertThat(Wording.in(Locale.CHINESE).sentences(difference, 1))
                .hasSize(3)
                .contains("其中消费金额：+25.50 EUR（+20.00 EUR 至 +30.00 EUR）。");
    }

    @Test
    void segmentsOfOneOrOfAnotherModelAreRefused() {
        Random random = new Random(1);
        List<Attribution> one = segment(5, 0, 0, random);
        List<Attribution> other = List.of(
                Attribution.builder(0, 1).feature("a", 1, 0).build(),
                Attribution.builder(0, 1).feature("a", 1, 0).build());

        assertThatThrownBy(() -> SegmentDifference.of("EUR", one, one.subList(0, 1), SegmentOptions.defaults()))
                .hasMessageContaining("were 5 and 1");
        assertThatThrownBy(() -> SegmentDifference.of("EUR", one, other, SegmentOptions.defaults()))
                .hasMessageContaining("different models");
    }
}
