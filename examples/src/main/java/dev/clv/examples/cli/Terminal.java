package dev.clv.examples.cli;

import dev.clv.caution.Caution;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes: data to one stream, notes and progress to the other.
 *
 * @param out data, nothing else
 * @param err notes, progress and the one sentence when something is wrong
 * @param interactive whether {@code err} is a terminal, so that a moving progress bar makes sense
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {

    /** A line for the user, in {@link CommandWords}; formatted as by {@link String#format}. */
    void note(String format, Object... arguments) {
        err.println(Visible.lines(CommandWords.translate(String.format(Locale.ROOT, format, arguments))));
    }

    /** One line for each caution of a result. */
    void cautions(List<Caution> cautions) {
        cautions.forEach(caution -> note("note: %s", caution.sentence()));
    }

    /** Shows how far some work has come: a bar on a terminal, nothing otherwise. Close it when done. */
    Progress progress(String task, long steps) {
        if (!interactive) {
            return new Progress(null);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .build());
    }

    /** Work under way. */
    static final class Progress implements AutoCloseable {

        private final @Nullable ProgressBar bar;

        private Progress(@Nullable ProgressBar bar) {
            this.bar = bar;
        }

        /** Moves the bar to the number of steps done so far. */
        void at(long step) {
            if (bar != null) {
                bar.stepTo(step);
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
