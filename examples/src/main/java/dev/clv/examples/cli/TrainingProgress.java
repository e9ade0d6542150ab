package dev.clv.examples.cli;

import dev.clv.ProgressListener;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows how far training has come, one bar a stage. */
final class TrainingProgress implements ProgressListener, AutoCloseable {

    private static final int STEPS = 1000;

    private final Terminal terminal;
    private @Nullable Stage stage;
    private Terminal.@Nullable Progress shown;

    TrainingProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void progress(Stage current, double fraction) {
        if (current != stage || shown == null) {
            close();
            stage = current;
            shown = terminal.progress(current.name().toLowerCase(Locale.ROOT), STEPS);
        }
        shown.at(Math.round(fraction * STEPS));
    }

    @Override
    public void close() {
        if (shown != null) {
            shown.close();
            shown = null;
        }
    }
}
