package dev.clv.examples.cli;

import dev.clv.ClvPrediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Puts predictions into rows on several threads, some hundred at a time, and writes the rows in the order of the
 * predictions. Not thread-safe.
 */
final class ScoresAhead {

    private static final int ROWS = 512;

    /** So many texts wait at most before the calling thread takes the first of them. */
    private static final int MOST_AHEAD = 64;

    private final ScoreRows rows;
    private final Appendable out;
    private final Executor executor;
    private final Deque<FutureTask<String>> ahead = new ArrayDeque<>();
    private List<Score> scores = new ArrayList<>(ROWS);

    private record Score(String customer, ClvPrediction prediction) {}

    /**
     * @param rows what the rows hold
     * @param out where they go
     * @param executor helps the calling thread; changes nothing in the rows
     */
    ScoresAhead(ScoreRows rows, Appendable out, Executor executor) {
        this.rows = rows;
        this.out = out;
        this.executor = executor;
    }

    void add(String customer, ClvPrediction prediction) {
        scores.add(new Score(customer, prediction));
        if (scores.size() == ROWS) {
            begin();
        }
    }

    /** Writes what is not written yet. */
    void finish() {
        begin();
        while (!ahead.isEmpty()) {
            writeFirst();
        }
    }

    private void begin() {
        List<Score> some = scores;
        scores = new ArrayList<>(ROWS);
        if (ahead.size() == MOST_AHEAD) {
            writeFirst();
        }
        FutureTask<String> text = new FutureTask<>(() -> text(some));
        ahead.addLast(text);
        executor.execute(text);
    }

    private String text(List<Score> some) {
        StringBuilder text = new StringBuilder();
        ScoreRows own = rows.into(text);
        some.forEach(score -> own.write(score.customer(), score.prediction()));
        return text.toString();
    }

    private void writeFirst() {
        FutureTask<String> first = ahead.removeFirst();
        // Nothing happens if another thread has begun with it.
        first.run();
        try {
            out.append(first.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while rows were written");
        }
    }
}
