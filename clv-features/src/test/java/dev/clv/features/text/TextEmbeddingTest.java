package dev.clv.features.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clv.features.FittedState;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextEmbeddingTest {

    private static final int DIMENSIONS = 6;
    private static final List<String> PRAISE = List.of("lovely", "great", "perfect", "很好");
    private static final List<String> BLAME = List.of("broken", "awful", "late", "太差");
    private static final List<List<String>> TOPICS =
            List.of(List.of("shirt", "sleeve", "button", "collar"), List.of("novel", "chapter", "plot", "author"));

    private record Rated(String writer, String text, double rating, String topic) {}

    private static List<Rated> texts(int count, long seed) {
        Random random = new Random(seed);
        List<Rated> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean content = random.nextBoolean();
            int topic = random.nextInt(TOPICS.size());
            List<String> words = content ? PRAISE : BLAME;
            String text = TOPICS.get(topic).get(random.nextInt(4)) + " " + words.get(random.nextInt(4)) + " "
                    + TOPICS.get(topic).get(random.nextInt(4)) + " " + i;
            texts.add(new Rated("customer " + i, text, content ? 5 : 1, "topic " + topic));
        }
        return texts;
    }

    private static TextEmbeddingLearner fed(TextEmbeddingLearner learner, List<Rated> texts) {
        texts.forEach(text -> learner.add(text.writer(), text.text(), text.rating(), text.topic()));
        return learner;
    }

    private static TextEmbedding learned(List<Rated> texts) {
        return fed(TextEmbeddingLearner.of(DIMENSIONS), texts).learned();
    }

    private static float[] vector(TextEmbedder embedder, String text) {
        float[] vector = new float[embedder.dimensions()];
        embedder.embed(text, vector);
        return vector;
    }

    private static double cosine(float[] left, float[] right) {
        double product = 0;
        double ofLeft = 0;
        double ofRight = 0;
        for (int i = 0; i < left.length; i++) {
            product += left[i] * right[i];
            ofLeft += left[i] * left[i];
            ofRight += right[i] * right[i];
        }
        return product / Math.sqrt(ofLeft * ofRight);
    }

    @Test
    void textsOfOneMoodAndTopicAreNearerThanOthers() {
        TextEmbedding embedding = learned(texts(3000, 1));
        float[] shirt = vector(embedding, "lovely shirt");
        assertThat(cosine(shirt, vector(embedding, "great sleeve")))
                .isGreaterThan(cosine(shirt, vector(embedding, "awful sleeve")))
                .isGreaterThan(cosine(shirt, vector(embedding, "great novel")));
        assertThat(embedding.positive("lovely shirt")).isGreaterThan(0.8);
        assertThat(embedding.positive("awful shirt")).isLessThan(0.2);
    }

    @Test
    void doesNotDependOnTheOrderOfTheTextsNorOnHowLearnersAreMerged() {
        List<Rated> texts = texts(400, 2);
        FittedState whole = learned(texts).fittedState();
        List<Rated> shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, new Random(3));
        TextEmbeddingLearner first = fed(TextEmbeddingLearner.of(DIMENSIONS), shuffled.subList(0, 250));
        StateWriter out = new StateWriter();
        first.snapshot(out);
        TextEmbeddingLearner second = fed(TextEmbeddingLearner.of(DIMENSIONS), shuffled.subList(200, 400));
        second.merge(new StateReader(out.toBytes()));
        assertThat(second.learned().fittedState()).isEqualTo(whole);
    }

    @Test
    void isWrittenToOneFileAndReadToTheSameBits() throws IOException {
        TextEmbedding embedding = learned(texts(400, 2));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        embedding.fittedState().write(out);
        TextEmbedding read = TextEmbedding.of(FittedState.read(new ByteArrayInputStream(out.toByteArray())));
        for (Rated text : texts(100, 5)) {
            assertThat(vector(read, text.text())).isEqualTo(vector(embedding, text.text()));
        }
    }

    @Test
    void movesTowardsTheTextsOfAnotherShopAndKeepsWhatItKnew() {
        TextEmbedding source = learned(texts(3000, 1));
        List<Rated> own = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            own.add(new Rated("own " + i, (i % 2 == 0 ? "tasty soup " : "salty soup ") + i, i % 2 == 0 ? 5 : 1, ""));
        }
        TextEmbedding moved = fed(TextEmbeddingLearner.from(source, 20), own).learned();
        assertThat(moved.positive("salty")).isLessThan(moved.positive("tasty"));
        assertThat(source.positive("salty")).isEqualTo(source.positive("tasty"));
        assertThat(moved.positive("lovely shirt")).isGreaterThan(0.8);
    }

    @Test
    void ofNoTextsItKnowsNothingAndOfNoTextsOnTopItIsTheSource() {
        TextEmbedding none = TextEmbeddingLearner.of(DIMENSIONS).learned();
        assertThat(none.terms()).isZero();
        assertThat(vector(none, "lovely")).containsOnly(0);
        TextEmbedding source = learned(texts(400, 2));
        assertThat(TextEmbeddingLearner.from(source, 20).learned().fittedState())
                .isEqualTo(source.fittedState());
    }

    @Test
    void embedsAnyTextAsFiniteNumbers() {
        TextEmbedding embedding = learned(texts(400, 2));
        for (String text : List.of("", "\ud83d", "\0", "שלום", "很好".repeat(500_000))) {
            for (float place : vector(embedding, text)) {
                assertThat(place).isFinite();
            }
        }
    }

    @Test
    void refusesAStateThatDoesNotFitTogether() {
        FittedState state = learned(texts(400, 2)).fittedState();
        for (FittedState wrong : List.of(
                state.withNumbers("vectors", 1, 2),
                state.withNumbers("praise", 1),
                state.withNumbers("praise", 1, 2, 3, Double.NaN, 5, 6, 7))) {
            assertThatIllegalArgumentException().isThrownBy(() -> TextEmbedding.of(wrong));
        }
    }
}
