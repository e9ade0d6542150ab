package dev.clv.examples.cli;

import dev.clv.general.GeneralPrior;
import dev.clv.general.Pretraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pretrain",
        description = {
            "Makes a general model: networks that learn from simulated shops of all kinds what customers are worth, and"
                    + " know a shop that they have never seen by a summary of its customers.",
            "One comes with the library (clv score --general); with no option but --out this makes the same one again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv pretrain --out general.clvm",
            "  clv pretrain --shops 500 --networks 1 --out small.clvm",
            "  clv score events.csv.gz --general --prior small.clvm --horizon 90d --at 2024-06-17 --out scores.csv"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class PretrainCommand implements Callable<Integer> {

    private static final int STEPS = 1000;

    private final Terminal terminal;

    @Option(
            names = "--shops",
            paramLabel = "N",
            defaultValue = "20000",
            description =
                    "How many shops to simulate (default: ${DEFAULT-VALUE}, a quarter of an hour of processor time; at least 50).")
    private int shops;

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many networks to train and average (default: ${DEFAULT-VALUE}).")
    private int networks;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "6",
            description = "How many times each network sees every customer (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Same seed, same model (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads may work (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to write the general model.")
    private Path out;

    PretrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(out);
        GeneralPrior prior;
        try (Terminal.Progress shown = terminal.progress("pretraining", STEPS)) {
            prior = Pretraining.builder()
                    .shops(shops)
                    .networks(networks)
                    .epochs(epochs)
                    .seed(seed)
                    .threads(threads)
                    .progress(fraction -> shown.at(Math.round(fraction * STEPS)))
                    .train();
        }
        prior.save(out);
        terminal.note("wrote %s: %s", out, prior.card());
        return 0;
    }
}
