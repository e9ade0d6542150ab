package dev.clv.serve.drift;

import dev.clv.label.Horizon;
import java.time.Instant;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the remedies of sentences have in common. Immutable. */
record Advice(Windows windows, Horizon horizon) {

    /** {@code , since about 2024-05-12, from 23.1 to 27.7}; empty if that is not known. */
    static String since(LogTally.@Nullable Step step, DoubleFunction<String> number) {
        return step == null
                ? ""
                : ", since about " + step.day() + ", from " + number.apply(step.before()) + " to "
                        + number.apply(step.after());
    }

    /** {@code since 2024-05-12}; empty if that is not known. */
    static String from(LogTally.@Nullable Step step) {
        return step == null ? "" : " since " + step.day();
    }

    /** When a model could be trained on what came after a change. */
    String retrain(LogTally.@Nullable Step since) {
        Instant cutoff = since == null
                ? windows.from(0)
                : since.day().atStartOfDay(windows.zone()).toInstant();
        return "train again on a cutoff after " + windows.day(cutoff)
                + ", which is possible once its horizon is over, from "
                + windows.day(horizon.after(cutoff, windows.zone())) + " on";
    }

    /** The latest cutoff whose horizon is over. */
    Instant latestCutoff() {
        return horizon.before(windows.now(), windows.zone());
    }
}
