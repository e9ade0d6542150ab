package dev.clv.benchmarks.peers;

import dev.clv.nn.kernel.FloatKernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Steps of several implementations, taking turns within one run so that the machine's moods hit all alike:
 * {@code --nets S,M,L,XL --batch 256 --threads 1 --rounds 9 --csv FILE}. A turn is a fixed time of steps; the figure is the median over the rounds.
 */
public final class Peers {

    private static final long TURN_NANOS = 300_000_000L;
    private static final int WARM_UP_ROUNDS = 12;

    private Peers() {}

    /** See the class comment. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new HashMap<>(Map.of(
                "--nets", "S,M,L,XL", "--batch", "256", "--threads", "1", "--rounds", "9", "--csv", "peers.csv"));
        for (int i = 0; i < arguments.length; i += 2) {
            if (!options.containsKey(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "options are " + options.keySet() + ", each with a value; was " + arguments[i]);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        int threads = Integer.parseInt(value(options, "--threads"));
        if (threads != 1) {
            throw new IllegalArgumentException("only one thread is compared, was " + threads);
        }
        List<String> lines = new ArrayList<>();
        lines.add("net,batch,threads,implementation,samples_per_second,ratio_to_best_peer");
        for (String net : value(options, "--nets").split(",", -1)) {
            Task task = Task.of(net, Integer.parseInt(value(options, "--batch")), threads);
            lines.addAll(compare(task, Integer.parseInt(value(options, "--rounds"))));
            Files.write(Path.of(value(options, "--csv")), lines);
        }
    }

    private static String value(Map<String, String> options, String name) {
        return options.getOrDefault(name, "");
    }

    private record Entrant(String name, Contender contender, double[] rates) {

        double median() {
            double[] sorted = rates.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }

        boolean isPeer() {
            return !name.startsWith("clv-");
        }
    }

    private static List<String> compare(Task task, int rounds) {
        List<Entrant> entrants = new ArrayList<>();
        entrants.add(new Entrant("clv-plain", new Ours(task, FloatKernels.plain()), new double[rounds]));
        FloatKernels.vector()
                .ifPresent(vector ->
                        entrants.add(new Entrant("clv-vector", new Ours(task, vector), new double[rounds])));
        entrants.add(new Entrant("tensorflow-java", new TensorFlow(task), new double[rounds]));
        entrants.add(new Entrant("ejml-straightforward", new Ejml(task), new double[rounds]));
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Entrant entrant : entrants) {
                double rate = turn(entrant.contender(), task.batch());
                if (round >= 0) {
                    entrant.rates()[round] = rate;
                }
            }
        }
        entrants.forEach(entrant -> entrant.contender().close());
        double best = entrants.stream()
                .filter(Entrant::isPeer)
                .mapToDouble(Entrant::median)
                .max()
                .orElseThrow();
        return entrants.stream()
                .map(entrant -> String.format(
                        Locale.ROOT,
                        "%s,%d,%d,%s,%.0f,%.3f",
                        task.net(),
                        task.batch(),
                        task.threads(),
                        entrant.name(),
                        entrant.median(),
                        entrant.median() / best))
                .toList();
    }

    /** Samples per second of steps for a turn's time. */
    private static double turn(Contender contender, int batch) {
        long start = System.nanoTime();
        long steps = 0;
        long nanos;
        do {
            if (!Double.isFinite(contender.step())) {
                throw new IllegalStateException(contender.getClass().getSimpleName() + " diverged");
            }
            steps++;
            nanos = System.nanoTime() - start;
        } while (nanos < TURN_NANOS);
        return steps * batch / (nanos / 1e9);
    }
}
