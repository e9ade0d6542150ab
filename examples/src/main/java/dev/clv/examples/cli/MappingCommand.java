package dev.clv.examples.cli;

import dev.clv.features.read.MappingProposal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "mapping",
        description =
                "Proposes a mapping for a file of events: JSON to standard output, what was guessed to standard error.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv mapping orders.csv.gz > shop.json",
            "  clv mapping orders.csv.gz",
            "  clv mapping --preset shopify > shop.json"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before the call
final class MappingCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A file of events: CSV of any form, JSON lines or a JSON list, compressed or not.")
    private @Nullable Path file;

    @Option(
            names = "--preset",
            paramLabel = "SHOP",
            description = "Instead of FILE: the mapping for the export of a shop system, shopify, woocommerce, magento,"
                    + " stripe, amazon or olist.")
    private @Nullable String preset;

    MappingCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if ((file == null) == (preset == null)) {
            throw new UsageException("name a FILE to propose a mapping for, or a --preset");
        }
        MappingProposal proposal = file != null ? MappingProposal.of(file) : MappingProposal.preset(preset);
        terminal.out().print(proposal.json());
        proposal.notes().forEach(note -> terminal.note("%s", note));
        return 0;
    }
}
