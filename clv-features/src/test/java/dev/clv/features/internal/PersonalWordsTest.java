package dev.clv.features.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalWordsTest {

    private static KnownIds ids(Stream<String> customers) {
        KnownIds ids = new KnownIds();
        customers.forEach(ids::add);
        return ids;
    }

    private static KnownIds ids(int from, int to, double share) {
        SplittableRandom random = new SplittableRandom(from);
        return ids(IntStream.range(from, to)
                .filter(id -> random.nextDouble() < share)
                .mapToObj(Integer::toString));
    }

    private static TreeSet<String> numbers(int from, int to, int step) {
        TreeSet<String> numbers = new TreeSet<>();
        IntStream.iterate(from, i -> i < to, i -> i + step).forEach(i -> numbers.add(Integer.toString(i)));
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C0000017", "c0000017", " C0000017 ", "ref:C0000017", "https://shop.example/?by=C0000017&x=1"})
    void theIdOfACustomerIsOneHoweverItIsWritten(String word) {
        KnownIds ids = ids(IntStream.range(0, 100).mapToObj(i -> String.format("C%07d", i)));
        PersonalWords words = new PersonalWords(List.of("gold", word), ids);

        assertThat(words.contains(word)).isTrue();
        assertThat(words.containsName(word)).isTrue();
        assertThat(words.contains("gold")).isFalse();
        assertThat(words.contains("C0000999")).isFalse();
    }

    @Test
    void numbersThatAreIdsByChanceAreCategories() {
        TreeSet<String> levels = new TreeSet<>(List.of("1", "2", "3", "4 or more"));
        for (double share : new double[] {1, 0.95, 0.7, 0.3}) {
            PersonalWords words = new PersonalWords(levels, ids(1, 5000, share));
            assertThat(levels).noneMatch(words::contains);
            assertThat(new PersonalWords(numbers(18, 81, 1), ids(1, 5000, share)).numbersOfCustomers())
                    .isZero();
            assertThat(new PersonalWords(numbers(1010, 9999, 10), ids(1, 20000, share)).numbersOfCustomers())
                    .isZero();
        }
    }

    @Test
    void numbersOfCustomersAmongOthersAreTold() {
        SplittableRandom random = new SplittableRandom(2);
        List<Integer> all = IntStream.range(12_346, 18_288)
                .filter(id -> random.nextDouble() < 0.7)
                .boxed()
                .toList();
        KnownIds ids = ids(all.stream().map(Object::toString));
        TreeSet<String> referrers = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            referrers.add(all.get(random.nextInt(all.size())) + (i % 2 == 0 ? "" : ".0"));
        }

        assertThat(new PersonalWords(referrers, ids).numbersOfCustomers()).isEqualTo(referrers.size());
        assertThat(referrers).allMatch(new PersonalWords(referrers, ids)::contains);
    }

    @Test
    void oneNumberOfACustomerFarFromOthersIsToldAmongWords() {
        KnownIds ids = ids(IntStream.range(0, 500).mapToObj(i -> Integer.toString(100_000 + 1_117 * i)));
        TreeSet<String> words = new TreeSet<>(List.of("none", Integer.toString(100_000 + 1_117 * 7)));

        assertThat(new PersonalWords(words, ids).contains(words.first())).isTrue();
        assertThat(new PersonalWords(words, ids).contains("none")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@mail.example", "score of anna@mail.example", "+43 660 1234567"})
    void namesWithAddressesArePersonal(String name) {
        assertThat(new PersonalWords(List.of(name), new KnownIds()).containsName(name))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4006381333931", "20230101", "2023-01", "0660 1234567", "orders", "85123A", "No 1"})
    void namesOfProductsAndTimesAreNot(String name) {
        assertThat(new PersonalWords(List.of(name), new KnownIds()).containsName(name))
                .isFalse();
    }

    @Test
    void partsOfTheIdsAreAsGoodAsAllOfThem() {
        KnownIds all = new KnownIds();
        KnownIds even = new KnownIds();
        KnownIds odd = new KnownIds();
        for (int i = 0; i < 5000; i++) {
            String id = "c" + i % 700;
            all.add(id);
            (i % 2 == 0 ? even : odd).add(id);
        }
        even.merge(new StateReader(snapshot(odd)));

        assertThat(snapshot(even)).isEqualTo(snapshot(all));
        assertThat(even.contains("C699")).isTrue();
        assertThat(even.contains("c700")).isFalse();
    }

    private static byte[] snapshot(KnownIds ids) {
        StateWriter out = new StateWriter();
        ids.snapshot(out);
        return out.toBytes();
    }
}
