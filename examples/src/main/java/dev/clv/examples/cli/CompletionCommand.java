package dev.clv.examples.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Prints the script by which bash and zsh complete commands and options.",
        footerHeading = "%nExamples:%n",
        footer = {"  source <(clv completion)"})
@SuppressWarnings("NullAway.Init") // picocli sets the specification before the call
final class CompletionCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(AutoComplete.bash("clv", spec.root().commandLine()));
        return 0;
    }
}
