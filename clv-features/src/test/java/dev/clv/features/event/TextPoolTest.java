package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPoolTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 31, 33, 1_000, 200_000})
    void equalTextsHaveEqualNumbersAndComeBack(int size) {
        Random random = new Random(size);
        TextPool pool = new TextPool();
        Map<String, Integer> expected = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String text = text(random);
            int number = pool.intern(new StringBuilder(text));
            Integer known = expected.putIfAbsent(text, number);
            if (known == null) {
                assertThat(number).isEqualTo(texts.size());
                texts.add(text);
            } else {
                assertThat(number).isEqualTo(known);
            }
        }
        for (int i = 1; i < Math.min(texts.size(), 1_000); i++) {
            assertThat(Integer.signum(pool.compare(i - 1, i)))
                    .isEqualTo(Integer.signum(texts.get(i - 1).compareTo(texts.get(i))));
        }
        Texts all = pool.toTexts();
        assertThat(all.size()).isEqualTo(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            assertThat(all.get(i)).isEqualTo(texts.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 33, 1_000})
    void sortedTextsAreFoundByBinarySearch(int size) {
        Random random = new Random(size);
        TextPool pool = new TextPool();
        TreeSet<String> sorted = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            sorted.add(text(random));
        }
        int[] order = sorted.stream().mapToInt(pool::intern).toArray();
        pool.intern("not selected");
        Texts texts = pool.select(order);
        int place = 0;
        for (String text : sorted) {
            assertThat(texts.search(text)).isEqualTo(place++);
        }
        assertThat(texts.search("not selected")).isEqualTo(Texts.NONE);
        assertThat(texts.search("\uffff")).isEqualTo(Texts.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 128, 16_383, 16_384, 1 << 20, 3_000_000})
    void longTextsComeBack(int length) {
        TextPool pool = new TextPool();
        String ascii = "a".repeat(length);
        String chinese = "\u597d".repeat(length);
        pool.intern(ascii);
        pool.intern("short");
        pool.intern(chinese);

        assertThat(pool.intern(ascii)).isZero();
        assertThat(pool.intern(chinese)).isEqualTo(2);
        Texts texts = pool.toTexts();
        assertThat(texts.get(0).equals(ascii)).isTrue();
        assertThat(texts.get(1)).isEqualTo("short");
        assertThat(texts.get(2).equals(chinese)).isTrue();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(8)) {
                case 0 -> text.append((char) random.nextInt(0x10000));
                case 1 -> text.append((char) random.nextInt(0x800));
                default -> text.append((char) ('0' + random.nextInt(10)));
            }
        }
        return text.toString();
    }
}
