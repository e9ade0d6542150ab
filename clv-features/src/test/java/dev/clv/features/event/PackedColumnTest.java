package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackedColumnTest {

    private static final Random RANDOM = new Random(3);

    static Stream<LongSupplier> kindsOfNumbers() {
        return Stream.of(
                () -> 7,
                () -> Long.MIN_VALUE,
                () -> RANDOM.nextInt(256) - 1,
                () -> RANDOM.nextInt(255) - 1,
                () -> RANDOM.nextInt(65_536),
                () -> RANDOM.nextInt(65_537),
                () -> RANDOM.nextInt() & 0xffff_ffffL,
                () -> (RANDOM.nextInt() & 0xffff_ffffL) * 3,
                () -> 1_600_000_000_000_000L + 1_000_000L * RANDOM.nextInt(100_000_000),
                () -> 1_600_000_000_000_000L + 1_000L * RANDOM.nextInt(2_000_000_000),
                () -> RANDOM.nextBoolean() ? Long.MIN_VALUE : 1_000_000L * RANDOM.nextInt(100_000_000),
                () -> RANDOM.nextBoolean() ? Long.MIN_VALUE : RANDOM.nextInt(256),
                () -> RANDOM.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE,
                () -> RANDOM.nextBoolean() ? Long.MIN_VALUE + 1 : Long.MAX_VALUE,
                () -> RANDOM.nextBoolean() ? 0 : Long.MAX_VALUE,
                () -> Double.doubleToLongBits(RANDOM.nextInt(20)),
                () -> Double.doubleToLongBits(RANDOM.nextInt(20) == 0 ? Double.NaN : 1),
                () -> Double.doubleToLongBits(RANDOM.nextGaussian()),
                RANDOM::nextLong);
    }

    @ParameterizedTest
    @MethodSource("kindsOfNumbers")
    void everyNumberComesBack(LongSupplier numbers) {
        for (int size : new int[] {0, 1, 15, 16, 17, 4095, 4096, 4097, 10_000}) {
            long[] all = LongStream.generate(numbers).limit(size).toArray();
            PackedColumn column = column(all);

            assertThat(column.size()).isEqualTo(size);
            assertThat(values(column)).isEqualTo(all);

            List<Integer> places =
                    new ArrayList<>(IntStream.range(0, size).boxed().toList());
            Collections.shuffle(places, RANDOM);
            int[] order = places.stream().mapToInt(place -> place).toArray();
            assertThat(values(column.gather(order)))
                    .isEqualTo(
                            IntStream.of(order).mapToLong(place -> all[place]).toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("kindsOfNumbers")
    void numbersOfAnyKindTakeThePlaceOfOthersAndTheLastOnesGo(LongSupplier numbers) {
        List<LongSupplier> others = kindsOfNumbers().toList();
        long[] all = LongStream.generate(numbers).limit(9_000).toArray();
        PackedColumn column = column(all);
        for (int i = 0; i < 500; i++) {
            int place = RANDOM.nextInt(all.length);
            all[place] = (i % 2 == 0 ? numbers : others.get(RANDOM.nextInt(others.size()))).getAsLong();
            column.set(place, all[place]);
        }
        assertThat(values(column)).isEqualTo(all);

        for (int i = 0; i < 5_000; i++) {
            column.removeLast();
        }
        column.add(-5);
        assertThat(column.size()).isEqualTo(4_001);
        assertThat(column.get(4_000)).isEqualTo(-5);
        assertThat(LongStream.of(values(column)).limit(4_000).toArray())
                .isEqualTo(LongStream.of(all).limit(4_000).toArray());
    }

    @ParameterizedTest
    @MethodSource("kindsOfNumbers")
    void aColumnTakesAllNumbersOfAnother(LongSupplier numbers) {
        for (int size : new int[] {0, 1, 17, 4095, 4096, 4097, 9_000}) {
            for (int others : new int[] {0, 1, 4095, 4096, 4097, 8_192, 9_000}) {
                long[] some = LongStream.generate(numbers).limit(size).toArray();
                long[] more = LongStream.generate(numbers).limit(others).toArray();
                PackedColumn column = column(some);
                PackedColumn other = column(more);
                column.addAll(other);
                column.add(3);
                column.addAll(others, i -> more[i] / 2);

                LongStream halves = LongStream.of(more).map(number -> number / 2);
                assertThat(values(column))
                        .isEqualTo(LongStream.concat(
                                        LongStream.concat(LongStream.of(some), LongStream.of(more)),
                                        LongStream.concat(LongStream.of(3), halves))
                                .toArray());
                assertThat(values(other)).isEqualTo(more);
            }
        }
    }

    private static PackedColumn column(long[] numbers) {
        PackedColumn column = new PackedColumn();
        LongStream.of(numbers).forEach(column::add);
        return column;
    }

    private static long[] values(PackedColumn column) {
        return IntStream.range(0, column.size()).mapToLong(column::get).toArray();
    }
}
