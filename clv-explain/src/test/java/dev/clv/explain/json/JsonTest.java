package dev.clv.explain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {

    private static long bits(Object number) {
        return Double.doubleToRawLongBits((Double) number);
    }

    @Test
    void everyFiniteDoubleReadsBackToTheSameBits() {
        Random random = new Random(1);
        List<Double> numbers = new java.util.ArrayList<>(List.of(
                0.0,
                -0.0,
                1.0,
                1e7,
                1e22,
                0.1,
                Double.MIN_VALUE,
                Double.MIN_NORMAL,
                Double.MAX_VALUE,
                -Double.MAX_VALUE));
        while (numbers.size() < 20_000) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                numbers.add(number);
            }
        }
        List<?> read = (List<?>) Json.read(Json.write(numbers));
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(bits(read.get(i))).isEqualTo(bits(numbers.get(i)));
        }
    }

    @Test
    void aDoubleStaysADoubleAndALongALong() {
        List<Object> tree = List.of(3.0, 3L, Long.MAX_VALUE, Long.MIN_VALUE);
        assertThat(Json.read(Json.write(tree))).isEqualTo(tree);
        assertThat(Json.read("[-0, 9223372036854775808, 1e2]")).isEqualTo(List.of(-0.0, 0x1p63, 100.0));
    }

    @Test
    void treesReadBackInOrder() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("z", Arrays.asList("", "\"\\\n\u0000\u2028", "zäöü \ud83d\ude00", null, true, false));
        tree.put("a", Map.of());
        tree.put("", List.of(List.of(), List.of(1L)));
        assertThat(Json.read(Json.write(tree))).isEqualTo(tree);
        assertThat(((Map<?, ?>) Json.read(Json.write(tree))).keySet()).hasToString("[z, a, ]");
    }

    @Test
    void otherLibrariesReadTheSame() {
        Map<String, Object> tree = Map.of("list", List.of(1.5, "two", true, Map.of("n", 3)));
        assertThat(JsonMapper.shared().readValue(Json.write(tree), Map.class)).isEqualTo(tree);
    }

    @Test
    void notANumberIsNullAndInfinityIsRefused() {
        assertThat(Json.write(Arrays.asList(Double.NaN, null))).isEqualTo("[ null, null ]");
        assertThatThrownBy(() -> Json.write(List.of(Double.POSITIVE_INFINITY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a number in JSON must not be infinite, was Infinity");
        assertThatThrownBy(() -> Json.read("[1e999]")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatHasNoFormIsRefused() {
        assertThatThrownBy(() -> Json.write(List.of('c')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Character");
        assertThatThrownBy(() -> Json.write(Map.of(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keys of a JSON object must be strings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "'a'",
                "NaN",
                "Infinity",
                "01",
                "+1",
                "1.",
                "[1] 2",
                "{} {}",
                "\"a",
                "/* no */ 1",
                "nul",
                "Anna"
            })
    void whatIsNotJsonIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageNotContaining("Anna");
    }

    @Test
    void aMemberNamedTwiceIsRefused() {
        assertThatThrownBy(() -> Json.read("{\"a\": 1,\n \"a\": 1}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an object must not name a member twice: line 2, column 7");
        assertThat(Json.read("{\"a\": {\"a\": 1}}")).isEqualTo(Map.of("a", Map.of("a", 1L)));
    }

    @Test
    void limitsHold() {
        assertThat(Json.read("[".repeat(64) + "]".repeat(64))).isNotNull();
        for (String text : List.of(
                "[".repeat(65) + "]".repeat(65),
                "{\"a\":".repeat(100_000),
                "\"" + "x".repeat((1 << 20) + 1) + "\"",
                "1".repeat(101))) {
            assertThatThrownBy(() -> Json.read(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the text exceeds a limit");
        }
    }
}
