package dev.clv.features.standard;

import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FittedState;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class Windows extends OrderDayExtractor {

    private static final String DAYS = "days";

    private final int[] lengths;

    /** @param lengths days, positive and different */
    Windows(int... lengths) {
        super("windows", features(lengths));
        this.lengths = lengths.clone();
    }

    private static Feature[] features(int[] lengths) {
        if (lengths.length == 0
                || Arrays.stream(lengths).anyMatch(days -> days <= 0)
                || Arrays.stream(lengths).distinct().count() != lengths.length) {
            throw new IllegalArgumentException(
                    "windows must be different positive numbers of days, were " + Arrays.toString(lengths));
        }
        return IntStream.of(lengths)
                .boxed()
                .flatMap(days -> Stream.of(
                        Feature.numeric(
                                "orders_" + days + "d",
                                "order-days",
                                "Order-days in the last " + days + " days",
                                "frequency"),
                        Feature.numeric(
                                "spend_" + days + "d", "currency", "Spend in the last " + days + " days", "spend")))
                .toArray(Feature[]::new);
    }

    @Override
    public FittedState fittedState() {
        return FittedState.EMPTY.withNumbers(
                DAYS, Arrays.stream(lengths).asDoubleStream().toArray());
    }

    @Override
    public FeatureExtractor restore(FittedState state) {
        return new Windows(
                Arrays.stream(state.numbers(DAYS)).mapToInt(days -> (int) days).toArray());
    }

    @Override
    void write(OrderDays orders, long asOf, double[] row, int offset) {
        for (int i = 0; i < lengths.length; i++) {
            row[offset + 2 * i] = orders.countBetween(asOf - lengths[i], asOf);
            row[offset + 2 * i + 1] =
                    orders.spentBetween(asOf - lengths[i], asOf).doubleValue();
        }
    }
}
