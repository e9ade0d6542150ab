package dev.clv.benchmarks.peers;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Other libraries beside ours. Each implementation has a process of its own; they take turns of a fixed time, so that the machine's moods hit
 * all alike, and whoever has no turn is idle. The figure is the median over the rounds. Options, each with a value:
 *
 * <ul>
 *   <li>{@code --task train|predict}
 *   <li>{@code --nets S,M,L,XL}
 *   <li>{@code --batch 256}: rows per step or prediction. Predictions of one row are also timed one by one.
 *   <li>{@code --threads 1}: what an implementation may use
 *   <li>{@code --implementations all}, or some of them
 *   <li>{@code --rounds 9}
 *   <li>{@code --csv benchmarks/target/peers.csv}
 * </ul>
 */
public final class Peers {

    private static final long TURN_NANOS = 300_000_000L;
    private static final int WARM_UP_ROUNDS = 20; // six seconds for the just-in-time compiler

    /** After a turn, native threads may wait for more work in a loop for some milliseconds. */
    private static final long PAUSE_MILLIS = 10;

    private static final String ALL = "all";

    private Peers() {}

    /** See the class comment. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = new HashMap<>(Map.of(
                "--task", "train",
                "--nets", "S,M,L,XL",
                "--batch", "256",
                "--threads", "1",
                "--implementations", ALL,
                "--rounds", "9",
                "--csv", "benchmarks/target/peers.csv"));
        for (int i = 0; i < arguments.length; i += 2) {
            if (!options.containsKey(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "options are " + options.keySet() + ", each with a value; was " + arguments[i]);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        Kind kind = Kind.valueOf(value(options, "--task").toUpperCase(Locale.ROOT));
        int batch = Integer.parseInt(value(options, "--batch"));
        int threads = Integer.parseInt(value(options, "--threads"));
        int rounds = Integer.parseInt(value(options, "--rounds"));
        List<String> names = names(kind, value(options, "--implementations"));
        List<String> lines = new ArrayList<>();
        lines.add("net,batch,threads,implementation,samples_per_second,ratio_to_best_peer");
        System.out.println(lines.get(0));
        for (String net : value(options, "--nets").split(",", -1)) {
            List<String> found = compare(Task.of(kind, net, batch, threads), names, rounds);
            found.forEach(System.out::println);
            lines.addAll(found);
            Files.write(Path.of(value(options, "--csv")), lines);
        }
    }

    private static String value(Map<String, String> options, String name) {
        return options.getOrDefault(name, "");
    }

    private static List<String> names(Kind kind, String wanted) {
        if (!wanted.equals(ALL)) {
            return List.of(wanted.split(",", -1));
        }
        boolean vectorApi =
                ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent();
        return Contenders.names(kind).stream()
                .filter(name -> vectorApi || !Contenders.needsVectorApi(name))
                .toList();
    }

    private static List<String> compare(Task task, List<String> names, int rounds)
            throws IOException, InterruptedException {
        List<Rival> rivals = new ArrayList<>();
        try {
            for (String name : names) {
                rivals.add(new Rival(name, task));
            }
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                for (Rival rival : rivals) {
                    rival.warmUp(TURN_NANOS);
                }
            }
            rivals.forEach(Rival::checkProgress);
            for (int round = 0; round < rounds; round++) {
                for (Rival rival : rivals) {
                    Thread.sleep(PAUSE_MILLIS);
                    rival.compete(TURN_NANOS);
                }
            }
            if (task.kind() == Kind.PREDICT && task.batch() == 1) {
                printLatencies(task, rivals, rounds);
            }
            return lines(task, rivals);
        } finally {
            rivals.forEach(Rival::close);
        }
    }

    private static void printLatencies(Task task, List<Rival> rivals, int rounds) {
        for (int round = 0; round < rounds; round++) {
            rivals.forEach(Rival::timeCalls);
        }
        for (Rival rival : rivals) {
            double[] latency = rival.latency();
            System.out.printf(
                    Locale.ROOT,
                    "%s %s: one row p50 %.0f ns, p99 %.0f ns%n",
                    task.net(),
                    rival.name(),
                    latency[0],
                    latency[1]);
        }
    }

    private static List<String> lines(Task task, List<Rival> rivals) {
        OptionalDouble best = rivals.stream()
                .filter(rival -> Contenders.isPeer(rival.name()))
                .mapToDouble(Rival::rate)
                .max();
        return rivals.stream()
                .map(rival -> String.format(
                        Locale.ROOT,
                        "%s,%d,%d,%s,%.0f,%s",
                        task.net(),
                        task.batch(),
                        task.threads(),
                        rival.name(),
                        rival.rate(),
                        best.isPresent()
                                ? String.format(Locale.ROOT, "%.3f", rival.rate() / best.getAsDouble())
                                : ""))
                .toList();
    }
}
