package dev.clv.examples.cli;

import dev.clv.ModelDescription;
import dev.clv.serve.track.Run;
import dev.clv.serve.track.RunEnvironment;
import dev.clv.serve.track.RunInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rerun",
        description =
                "Trains again what 'clv train --run' has on record, and compares the models byte for byte, or says"
                        + " which input has changed.",
        footerHeading = "%nExamples:%n",
        footer = {"  clv rerun runs/june", "  clv rerun runs/june --out again.clvm"})
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class RerunCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of the run.")
    private Path folder;

    @Option(names = "--out", paramLabel = "model.clvm", description = "Also keeps the model that was trained again.")
    private @Nullable Path out;

    RerunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(out);
        Run run = Run.read(folder);
        if (run.command().isEmpty()) {
            throw new UsageException("'" + folder + "' was not trained on the command line; train it again by the code"
                    + " that did, and compare the SHA-256 of the model, " + run.model());
        }
        List<String> changes = run.changedInputs();
        if (!changes.isEmpty()) {
            throw new UsageException("cannot train '" + run.name() + "' again: " + String.join("; ", changes));
        }
        Path model = out != null ? out : Files.createTempFile("clv-rerun", ".clvm");
        try {
            List<String> arguments = new ArrayList<>(run.command());
            arguments.addAll(List.of("--out", model.toString()));
            if (Clv.run(terminal, arguments.toArray(String[]::new)) != 0) {
                throw new UsageException("the training of '" + run.name() + "' failed; its reason stands above");
            }
            compare(run, RunInput.of("model", model).sha256(), model);
        } finally {
            if (out == null) {
                Files.deleteIfExists(model);
            }
        }
        return 0;
    }

    private void compare(Run run, String hash, Path model) throws IOException {
        if (hash.equals(run.model())) {
            terminal.out().println("the same model, byte for byte: SHA-256 " + hash);
            return;
        }
        List<String> differences = run.environmentDifferences(RunEnvironment.current());
        String library = ModelDescription.load(model).library();
        throw new UsageException(
                "the model differs from that of '" + run.name() + "': its SHA-256 is " + hash + ", was "
                        + run.model() + "; the files are the same, "
                        + (differences.isEmpty()
                                ? "and so are the versions (" + library
                                        + "), so look for a time limit or a checkpoint in the" + " configuration"
                                : "but not where it ran: " + String.join("; ", differences)));
    }
}
