package dev.clv.benchmarks.peers;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contender in a process of its own, and its figures so far. */
final class Rival implements AutoCloseable {

    /** A turn's outcome. */
    private record Turn(double rate, double value) {}

    private final String name;
    private final Task task;
    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final double firstValue;
    private double best = Double.POSITIVE_INFINITY;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> typical = new ArrayList<>();
    private final List<Double> slow = new ArrayList<>();

    /** Starts the process and waits until it has run the task once. */
    Rival(String name, Task task) throws IOException {
        this.name = name;
        this.task = task;
        process = process(name, task);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        firstValue = Double.parseDouble(answer()[0]);
        if (task.kind() == Kind.PREDICT) {
            double expected = task.lastPrediction();
            if (!(Math.abs(firstValue - expected) < 1e-3 * Math.max(1, Math.abs(expected)))) {
                throw new IllegalStateException(name + " predicts " + firstValue + " instead of " + expected);
            }
        }
    }

    private static Process process(String name, Task task) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        if (Contenders.needsVectorApi(name)) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.add(Contestant.class.getName());
        String threads = Integer.toString(task.threads());
        command.addAll(
                List.of(name, task.kind().name(), task.net(), Integer.toString(task.batch()), threads));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Not as an option: ONNX Runtime 1.29 crashes in a process with a long command line.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("OMP_NUM_THREADS", threads);
        builder.environment().put("OPENBLAS_NUM_THREADS", threads);
        builder.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "1");
        return builder.start();
    }

    String name() {
        return name;
    }

    /** A turn whose figure does not count. */
    void warmUp(long nanos) {
        best = Math.min(best, turn(nanos).value());
    }

    /** After the warm-up, a training must have made progress. */
    void checkProgress() {
        if (task.kind() == Kind.TRAIN && !(best < firstValue)) {
            throw new IllegalStateException(
                    name + " does not train: the loss began at " + firstValue + " and never fell below " + best);
        }
    }

    /** A turn whose figure counts. */
    void compete(long nanos) {
        rates.add(turn(nanos).rate());
    }

    /** Times single calls. */
    void timeCalls() {
        String[] answer = ask("latency");
        typical.add(Double.parseDouble(answer[0]));
        slow.add(Double.parseDouble(answer[1]));
    }

    /** The median of the turns, in rows per second. */
    double rate() {
        return median(rates);
    }

    /** Medians of what {@link #timeCalls} found: the 50th and 99th percentile of a call, in nanoseconds. */
    double[] latency() {
        return new double[] {median(typical), median(slow)};
    }

    private static double median(List<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private Turn turn(long nanos) {
        String[] answer = ask("turn " + nanos);
        double value = Double.parseDouble(answer[2]);
        if (!Double.isFinite(value)) {
            throw new IllegalStateException(name + " diverged");
        }
        return new Turn(Long.parseLong(answer[0]) * (double) task.batch() / (Long.parseLong(answer[1]) / 1e9), value);
    }

    private String[] ask(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is gone", e);
        }
    }

    private String[] answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(Contestant.ANSWER)) {
                return line.substring(Contestant.ANSWER.length()).split(" ", -1);
            }
            System.err.println(name + ": " + line);
        }
        process.onExit().join();
        throw new IOException(
                name + " ended with exit code " + process.exitValue() + "; see what it printed above");
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
