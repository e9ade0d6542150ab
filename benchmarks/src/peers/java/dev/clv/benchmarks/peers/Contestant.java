package dev.clv.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The process of one contender, so that nobody shares a JVM's profiles or a pool of native threads with another. It is idle until a line on
 * standard input tells it to work, answers each with one line, and ends with its input. {@link Rival} is the other end.
 */
public final class Contestant {

    /** What answers start with, among whatever a library prints. */
    static final String ANSWER = "peers: ";

    /** A clock is read after this much work. */
    private static final long BLOCK_NANOS = 50_000;

    private static final int TIMED_CALLS = 100_000;
    private static final long TIMED_NANOS = 500_000_000;

    private final Contender contender;
    private int block = 1;

    private Contestant(Contender contender) {
        this.contender = contender;
    }

    /** Arguments: the name, the kind, the net, the batch and the threads. */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Task task = Task.of(
                Kind.valueOf(arguments[1]),
                arguments[2],
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]));
        Contestant contestant = new Contestant(Contenders.start(arguments[0], task));
        contestant.contender.run();
        answers.println(ANSWER + contestant.contender.value());
        contestant.listen(answers);
        Runtime.getRuntime().halt(0); // native libraries have nothing to put in order
    }

    private void listen(PrintStream answers) throws Exception {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            answers.println(ANSWER
                    + switch (words[0]) {
                        case "turn" -> turn(Long.parseLong(words[1]));
                        case "latency" -> latency();
                        default -> throw new IOException("commands are turn and latency, was " + words[0]);
                    });
        }
    }

    /** Runs for this time, at least once: "RUNS NANOS VALUE". */
    private String turn(long turnNanos) throws Exception {
        long runs = 0;
        long start = System.nanoTime();
        long nanos = 0;
        while (nanos < turnNanos) {
            for (int i = 0; i < block; i++) {
                contender.run();
            }
            runs += block;
            long now = System.nanoTime() - start;
            if (now - nanos < BLOCK_NANOS) {
                block *= 2;
            }
            nanos = now;
        }
        return runs + " " + nanos + " " + contender.value();
    }

    /** Times calls one by one for a while, less the clock's own time: "P50 P99" in nanoseconds. */
    private String latency() throws Exception {
        long[] calls = new long[TIMED_CALLS];
        long[] clock = new long[TIMED_CALLS];
        int count = 0;
        long start = System.nanoTime();
        long end = start;
        while (count < TIMED_CALLS && end - start < TIMED_NANOS) {
            long before = System.nanoTime();
            contender.run();
            long after = System.nanoTime();
            end = System.nanoTime();
            calls[count] = after - before;
            clock[count] = end - after;
            count++;
        }
        long own = percentile(clock, count, 50);
        return percentile(calls, count, 50) - own + " " + (percentile(calls, count, 99) - own);
    }

    private static long percentile(long[] figures, int count, int percent) {
        Arrays.sort(figures, 0, count);
        return figures[count * percent / 100];
    }
}
