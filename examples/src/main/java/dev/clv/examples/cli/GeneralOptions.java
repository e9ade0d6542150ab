package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.GeneralModelBuilder;
import dev.clv.features.event.EventLog;
import dev.clv.general.GeneralPrior;
import dev.clv.store.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The general model in place of one of the shop's own. */
final class GeneralOptions {

    @Option(
            names = "--general",
            description =
                    "Needs no --model: networks that were trained on simulated shops predict, from a summary of this"
                            + " shop's customers as of --at. For a shop whose log is too short to train on, or as a yardstick.")
    private boolean general;

    @Option(
            names = "--horizon",
            paramLabel = "H",
            converter = Span.class,
            description = "How far ahead --general predicts, from 30d to 730d.")
    private @Nullable Duration horizon;

    @Option(
            names = "--prior",
            paramLabel = "FILE",
            description = "A general model of 'clv pretrain' in place of the one that comes with the library.")
    private @Nullable Path prior;

    @Option(
            names = "--save",
            paramLabel = "model.clvm",
            description =
                    "Also writes the model that --general makes of this shop, for explain, segments, churn and all"
                            + " others that take --model.")
    private @Nullable Path save;

    boolean isAsked() {
        return general;
    }

    /** Refuses what belongs together with --general alone. */
    void requireAlone(ModelInput input) {
        if (general && input.isRestricted()) {
            throw new UsageException("--general sums up all customers of the log, and --customers would leave most out;"
                    + " leave out --customers and pick rows of the scores, or --save the model and score by it");
        }
        if (general && input.hasModel()) {
            throw new UsageException("--general and --model contradict each other: leave one of them out");
        }
        if (general && input.isTable()) {
            throw new UsageException(
                    "--general reads an event log, as it asks when customers ordered; leave out --table");
        }
        if (!general && (horizon != null || prior != null || save != null)) {
            throw new UsageException(
                    horizon != null
                            ? "--horizon belongs to --general; a model of --model has its own horizon"
                            : (prior != null ? "--prior" : "--save") + " belongs to --general; leave it out");
        }
        if (general) {
            // Refuses a horizon that it does not know before anything is read.
            ClvModel.general().horizon(Require.given(horizon, "--horizon"));
        }
    }

    /** Refuses to write over what is read or written otherwise. */
    void requireOwnFile(ModelInput input, @Nullable Path out) throws IOException {
        if (save != null) {
            Destination.requireWritableIfGiven(save);
            Destination.requireDifferent(out, "--out", save, "--save");
            input.requireNotInput(save, "--save");
            if (prior != null) {
                Destination.requireOther(save, "--save", prior);
            }
        }
    }

    /** The networks, read before the log is. */
    GeneralPrior prior() throws IOException {
        if (prior == null) {
            return GeneralPrior.standard();
        }
        try {
            return GeneralPrior.load(prior);
        } catch (ModelFormatException e) {
            throw new UsageException("--prior '" + prior + "' is not a whole file that 'clv pretrain' wrote: name one,"
                    + " or leave out --prior for the general model of the library");
        }
    }

    /** The model of a shop as of a time, by the networks of {@link #prior}; saved where that was asked for. */
    ClvModel model(GeneralPrior networks, EventLog log, Instant at, Terminal terminal) throws IOException {
        GeneralModelBuilder builder = ClvModel.general()
                .horizon(Require.given(horizon, "--horizon"))
                .prior(networks)
                .threads(Runtime.getRuntime().availableProcessors());
        if (log.currency() == null) {
            builder.currency("XXX");
        }
        ClvModel model = builder.fit(log, at);
        if (save != null) {
            model.save(save);
            terminal.note("wrote %s", save);
        }
        return model;
    }
}
