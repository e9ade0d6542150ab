package dev.clv.features.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.FittedState;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import dev.clv.features.text.lexicon.SentimentScore;
import dev.clv.features.text.lexicon.SentimentWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentimentModelTest {

    private static final List<String> PRAISE = List.of("lovely", "great", "perfect", "喜欢", "很好", "ótimo");
    private static final List<String> BLAME = List.of("broken", "awful", "late", "太差", "垃圾", "péssimo");
    private static final List<String> FILLER =
            List.of("the dress", "it was", "delivery", "this one", "物流", "质量", "o produto", "my size");

    private record Rated(String writer, String text, double rating) {}

    @Test
    void learnsFromStarsWhichWordsPraiseAndWhichBlame() {
        SentimentModel model = learned(texts(2000, 1));
        assertThat(model.positive("the dress is lovely")).isGreaterThan(0.9);
        assertThat(model.positive("the dress is broken")).isLessThan(0.1);
        assertThat(model.positive("质量太差")).isLessThan(0.1);
        assertThat(model.positive("質量很好")).isGreaterThan(0.9);
        assertThat(model.positive("o produto é ótimo")).isGreaterThan(0.9);
    }

    @Test
    void saysWhichWordsAScoreRestsOn() {
        SentimentModel model = learned(texts(2000, 1));
        String text = "It was fine, but delivery: LATE";
        SentimentScore score = model.read(text);
        assertThat(score.value()).isEqualTo(2 * model.positive(text) - 1);
        assertThat(weightiest(score).in(text)).isEqualTo("LATE");
        assertThat(weightiest(score).weight()).isNegative();
        String chinese = "物流\u200b垃圾";
        assertThat(weightiest(model.read(chinese)).in(chinese)).contains("垃圾");
        assertThat(model.readHeldOut(text).value()).isEqualTo(2 * model.heldOut(text) - 1);
    }

    private static SentimentWord weightiest(SentimentScore score) {
        return Collections.max(score.words(), Comparator.comparingDouble(word -> Math.abs(word.weight())));
    }

    @Test
    void doesNotDependOnTheOrderOfTheTextsNorOnHowLearnersAreMerged() {
        List<Rated> texts = texts(600, 2);
        SentimentModel whole = learned(texts);
        List<Rated> shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, new Random(3));
        shuffled.addAll(texts.subList(0, 100));
        assertThat(learned(shuffled).fittedState()).isEqualTo(whole.fittedState());

        SentimentLearner merged = learner(shuffled.subList(400, shuffled.size()));
        StateWriter out = new StateWriter();
        learner(shuffled.subList(0, 450)).snapshot(out);
        merged.merge(new StateReader(out.toBytes()));
        assertThat(merged.learned().fittedState()).isEqualTo(whole.fittedState());
    }

    @Test
    void isRestoredToTheSameBits() {
        SentimentModel model = learned(texts(600, 2));
        SentimentModel restored = SentimentModel.of(model.fittedState());
        for (Rated text : texts(200, 9)) {
            assertThat(restored.positive(text.text())).isEqualTo(model.positive(text.text()));
            assertThat(restored.heldOut(text.text())).isEqualTo(model.heldOut(text.text()));
        }
        assertThat(restored.fittedState()).isEqualTo(model.fittedState());
    }

    /** Texts of a word that tells their mood in two of three, and of many that tell nothing. */
    @ParameterizedTest
    @ValueSource(ints = {12, 1200})
    void isNoMoreCertainOfTextsThatItLearnedFromThanOfNewOnes(int length) {
        List<Rated> texts = new ArrayList<>();
        Random random = new Random(4);
        for (int i = 0; i < 1200; i++) {
            boolean content = random.nextBoolean();
            String mood = random.nextInt(3) > 0 == content ? "bright" : "dull";
            String words = IntStream.range(0, length)
                    .mapToObj(word -> " w" + random.nextInt(8 * length))
                    .collect(Collectors.joining("", mood, ""));
            texts.add(new Rated("customer " + i, words, content ? 5 : 1));
        }
        assertThat(texts).allMatch(text -> text.text().length() > 4_000 == length > 1_000);
        List<Rated> known = texts.subList(0, 300);
        SentimentModel model = learned(known);
        double ofNew = right(texts.subList(300, 1200), model::heldOut);
        assertThat(right(known, model::heldOut)).isCloseTo(ofNew, within(0.05));
        assertThat(right(known, text -> model.readHeldOut(text).value() / 2 + 0.5))
                .isEqualTo(right(known, model::heldOut));
        assertThat(right(known, model::positive)).isGreaterThan(ofNew + 0.1);
    }

    /** The share of texts whose mood is told rightly. */
    private static double right(List<Rated> texts, ToDoubleFunction<String> positive) {
        return texts.stream()
                .mapToDouble(text -> positive.applyAsDouble(text.text()) > 0.5 == text.rating() > 3 ? 1 : 0)
                .average()
                .orElseThrow();
    }

    @Test
    void callsEverythingTheSameWhereWordsTellNothing() {
        Random random = new Random(7);
        List<Rated> noise = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            noise.add(new Rated("customer " + i, "w" + random.nextInt(30) + " x", random.nextInt(4) > 0 ? 5 : 1));
        }
        SentimentModel model = learned(noise);
        for (int word = 0; word < 30; word++) {
            assertThat(model.positive("w" + word + " x")).isCloseTo(0.75, within(0.1));
        }
    }

    @Test
    void tellsProbabilities() {
        Random random = new Random(5);
        List<Rated> texts = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            boolean first = random.nextBoolean();
            boolean good = random.nextDouble() < (first ? 0.8 : 0.3);
            texts.add(new Rated("customer " + i, (first ? "warm" : "cold") + " soup no" + i, good ? 5 : 1));
        }
        SentimentModel model = learned(texts);
        assertThat(model.positive("warm soup")).isCloseTo(0.8, within(0.05));
        assertThat(model.positive("cold soup")).isCloseTo(0.3, within(0.05));
    }

    @Test
    void knowsNoTermOfFewerWritersThanAsked() {
        List<Rated> texts = texts(600, 2);
        for (int i = 0; i < 100; i++) {
            texts.add(new Rated("chatty " + i % 19, "zqsig" + " ".repeat(i + 1) + "great", 5));
        }
        SentimentModel model = learned(texts);
        assertThat(model.positive("zqsig")).isEqualTo(model.positive("neverseen"));
        texts.add(new Rated("one more", "zqsig great", 5));
        assertThat(learned(texts).positive("zqsig")).isNotEqualTo(model.positive("neverseen"));
        assertThat(model.fittedState().texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,5,4,2", "0,1,1,0", "1,10,8,4", "-1,1,1,-1", "0,100,75,40"})
    void readsTheScaleOfRatingsFromTheRatingsInUse(double lowest, double highest, double good, double bad) {
        List<Rated> texts = new ArrayList<>(texts(1000, 6).stream()
                .map(text -> new Rated(text.writer(), text.text(), text.rating() > 3 ? good : bad))
                .toList());
        for (int i = 0; i < 40; i++) {
            texts.add(new Rated("end " + i, "the dress no " + i, i % 2 == 0 ? lowest : highest));
        }
        SentimentModel model = learned(texts);
        assertThat(model.positive("awful")).isLessThan(0.3);
        assertThat(model.positive("perfect")).isGreaterThan(0.7);
        assertThat(model.scoreOf(lowest)).isEqualTo(-1);
        assertThat(model.scoreOf(highest)).isEqualTo(1);
    }

    @Test
    void knowsNothingWhereNobodyComplains() {
        List<Rated> content =
                texts(600, 2).stream().filter(text -> text.rating() > 3).toList();
        SentimentModel model = learned(content);
        assertThat(model.isAble()).isFalse();
        assertThat(model.positive("lovely")).isNaN();
        assertThat(model.read("lovely").words()).isEmpty();
        assertThat(SentimentModel.of(model.fittedState()).isAble()).isFalse();
    }

    @Test
    void beginsWithWhatAnotherModelKnowsAndMovesOnWithItsOwnTexts() {
        SentimentModel source = learned(texts(2000, 1));
        List<Rated> own = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            own.add(new Rated("customer " + i, (i % 2 == 0 ? "tasty soup" : "salty soup") + i, i % 2 == 0 ? 5 : 1));
            own.add(new Rated("other " + i, (i % 2 == 0 ? "late soup" : "salty soup") + i, i % 2 == 0 ? 5 : 1));
        }
        SentimentLearner learner = SentimentLearner.from(source, 20);
        own.forEach(text -> learner.add(text.writer(), text.text(), text.rating()));
        SentimentModel moved = learner.learned();
        assertThat(source.positive("salty")).isEqualTo(source.positive("tasty"));
        assertThat(moved.positive("salty")).isLessThan(0.3);
        assertThat(moved.positive("tasty")).isGreaterThan(0.7);
        assertThat(moved.positive("lovely")).isGreaterThan(0.7);
        assertThat(moved.positive("late")).isGreaterThan(source.positive("late"));
    }

    @Test
    void isTheSourceItselfWhereThereAreTooFewTextsOfItsOwn() {
        SentimentModel source = learned(texts(600, 1));
        SentimentLearner few = SentimentLearner.from(source, 20);
        few.add("anna", "awful, awful", 5);
        SentimentModel model = few.learned();
        for (Rated text : texts(50, 8)) {
            assertThat(model.positive(text.text())).isEqualTo(source.positive(text.text()));
        }
    }

    @Test
    void refusesAStateThatDoesNotFitTogether() {
        FittedState state = learned(texts(400, 2)).fittedState();
        double[] weights = state.numbers("weights");
        double[] terms = state.numbers("terms");
        double[] twice = terms.clone();
        twice[1] = twice[0];
        double[] fraction = terms.clone();
        fraction[0] += 0.5;
        double[] infinite = weights.clone();
        infinite[0] = Double.POSITIVE_INFINITY;
        for (FittedState wrong : List.of(
                state.withNumbers("weights", Arrays.copyOf(weights, weights.length - 1)),
                state.withNumbers("weights", infinite),
                state.withNumbers("terms", twice),
                state.withNumbers("constants"),
                state.withNumbers("sigmoid", 1),
                state.withNumbers("sigmoid", 1, Double.NaN),
                state.withNumbers("terms", fraction),
                state.withNumbers("scale", 1, 2, 3))) {
            assertThatIllegalArgumentException().isThrownBy(() -> SentimentModel.of(wrong));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u200f\u200e", "\ufeff"})
    void isNotANumberForATextWithoutWords(String text) {
        assertThat(learned(texts(400, 2)).positive(text)).isNaN();
    }

    @Test
    void isFiniteForWhatIsHardlyText() {
        SentimentModel model = learned(texts(400, 2));
        for (String text : List.of("😀😀", "!!!", "\ud83d", "\0x", "שלום lovely", "1", "a" + "\u0301".repeat(5000))) {
            assertThat(model.positive(text)).as(text).isBetween(0.0, 1.0);
            assertThat(model.read(text).words())
                    .allSatisfy(words -> assertThat(words.weight()).isFinite());
        }
    }

    @Test
    void readsAMegabyteWhateverItHolds() {
        SentimentModel model = learned(texts(400, 2));
        for (String text : List.of(
                "很好".repeat(500_000),
                "late ".repeat(200_000),
                "x".repeat(1_000_000),
                "'".repeat(1_000_000),
                "\u0301".repeat(1_000_000),
                "\u200b".repeat(1_000_000) + "lovely")) {
            assertThat(model.positive(text)).isBetween(0.0, 1.0);
        }
    }

    private static List<Rated> texts(int count, long seed) {
        Random random = new Random(seed);
        List<Rated> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean content = random.nextBoolean();
            List<String> words = content ? PRAISE : BLAME;
            String text = FILLER.get(random.nextInt(FILLER.size())) + " " + words.get(random.nextInt(words.size()))
                    + " " + FILLER.get(random.nextInt(FILLER.size()));
            texts.add(new Rated("customer " + i, text, content ? 4 + random.nextInt(2) : 1 + random.nextInt(2)));
        }
        return texts;
    }

    private static SentimentLearner learner(List<Rated> texts) {
        SentimentLearner learner = new SentimentLearner();
        texts.forEach(text -> learner.add(text.writer(), text.text(), text.rating()));
        return learner;
    }

    private static SentimentModel learned(List<Rated> texts) {
        return learner(texts).learned();
    }
}
