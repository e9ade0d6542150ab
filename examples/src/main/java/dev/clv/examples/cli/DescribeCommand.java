package dev.clv.examples.cli;

import dev.clv.ModelDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "describe",
        description = "Tells what a model was trained on, with which settings and how well, and how large it is.",
        footerHeading = "%nExamples:%n",
        footer = {"  clv describe model.clvm", "  clv describe model.clvm --json model.json"})
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class DescribeCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "model.clvm", description = "The model file.")
    private Path file;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes it as JSON.")
    private @Nullable Path json;

    DescribeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(json);
        Destination.requireOther(json, "--json", file);
        ModelDescription description = ModelDescription.load(file);
        terminal.out().print(Visible.lines(description.toString()));
        if (json != null) {
            Destination.write(json, terminal.out(), writer -> writer.write(description.toJson() + "\n"));
        }
        return 0;
    }
}
