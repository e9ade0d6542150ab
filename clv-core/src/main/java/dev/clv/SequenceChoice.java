package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.train.NetworkRun;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether it pays to read events one by one: by how much the loss of networks on customers whom they had not seen is
 * lower than that of networks of the same customers that read features alone.
 *
 * @param with the mean loss of the networks that read events
 * @param without that of those that read features alone
 * @param error the standard error of the difference, over networks
 */
record SequenceChoice(double with, double without, double error) {

    private static final double ERRORS = 2;

    /** @param with one run a network; those of {@code without} held out the same customers */
    static SequenceChoice of(List<NetworkRun> with, List<NetworkRun> without) {
        int n = with.size();
        double[] gains = IntStream.range(0, n)
                .mapToDouble(k -> without.get(k).validationLoss() - with.get(k).validationLoss())
                .toArray();
        double mean = IntStream.range(0, n).mapToDouble(k -> gains[k]).sum() / n;
        double squares = IntStream.range(0, n)
                .mapToDouble(k -> gains[k] - mean)
                .map(d -> d * d)
                .sum();
        return new SequenceChoice(mean(with), mean(without), Math.sqrt(squares / (n - 1) / n));
    }

    private static double mean(List<NetworkRun> runs) {
        return runs.stream().mapToDouble(NetworkRun::validationLoss).average().orElseThrow();
    }

    boolean pays() {
        return without - with > ERRORS * error;
    }

    EventReading reading() {
        String losses = String.format(
                Locale.ROOT,
                "the loss on customers whom networks had not seen is %.4f with it and %.4f without, a difference of %.4f"
                        + " with a standard error of %.4f",
                with,
                without,
                without - with,
                error);
        return pays()
                ? new EventReading("read: " + losses, List.of())
                : new EventReading(
                        "not read: " + losses,
                        List.of(Caution.of(
                                "sequence_left_out",
                                "The networks read features alone, as reading events one by one does not pay here: %s.",
                                losses)));
    }
}
