package dev.clv.examples.cli;

import dev.clv.features.read.MappingProposal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "mapping",
        description = "Proposes a mapping for a CSV file: JSON to standard output, what was guessed to standard error.",
        footerHeading = "%nExamples:%n",
        footer = {"  clv mapping orders.csv.gz > shop.json", "  clv mapping orders.csv.gz"})
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before the call
final class MappingCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "A file of events: CSV of any form, compressed or not.")
    private Path file;

    MappingCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        MappingProposal proposal = MappingProposal.of(file);
        terminal.out().print(proposal.json());
        proposal.notes().forEach(note -> terminal.note("%s", note));
        return 0;
    }
}
