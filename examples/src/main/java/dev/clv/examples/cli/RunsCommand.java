package dev.clv.examples.cli;

import dev.clv.serve.track.Run;
import dev.clv.serve.track.RunExport;
import dev.clv.serve.track.RunTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "runs",
        description =
                "Compares the runs in a folder in a table, a column each, and writes them for TensorBoard or MLflow.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv runs runs",
            "  clv runs runs --only june,july",
            "  clv runs runs --tensorboard tb     then: tensorboard --logdir tb",
            "  clv runs runs --mlflow mlruns      then: mlflow ui --backend-store-uri mlruns"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class RunsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder that the folders of runs are in.")
    private Path folder;

    @Option(names = "--only", paramLabel = "A,B", split = ",", description = "Only these runs, in this order.")
    private List<String> only = List.of();

    @Option(
            names = "--tensorboard",
            paramLabel = "DIR",
            description = "Also writes event files that TensorBoard shows into a folder.")
    private @Nullable Path tensorBoard;

    @Option(
            names = "--mlflow",
            paramLabel = "DIR",
            description = "Also writes the runs in the layout of MLflow's file store into a folder.")
    private @Nullable Path mlflow;

    RunsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UsageException("there is no folder '" + folder + "'; name the one that runs are in");
        }
        List<Run> runs = only.isEmpty() ? Run.all(folder) : named();
        if (runs.isEmpty() && Run.isRun(folder)) {
            throw new UsageException("'" + folder + "' is a run itself; name the folder that it is in");
        }
        if (runs.isEmpty()) {
            throw new UsageException("there is no run in '" + folder + "'; 'clv train ... --run "
                    + folder.resolve("NAME") + "' writes one");
        }
        terminal.out().print(Visible.lines(new RunTable(runs).toString()));
        if (tensorBoard != null) {
            RunExport.tensorBoard(runs, tensorBoard);
        }
        if (mlflow != null) {
            Map<Run, Path> folders = new LinkedHashMap<>();
            runs.forEach(run -> folders.put(run, folder.resolve(run.name())));
            RunExport.mlflow(folders, mlflow);
        }
        return 0;
    }

    private List<Run> named() throws IOException {
        Map<String, Run> runs = new LinkedHashMap<>();
        for (String name : only) {
            runs.put(name, Run.read(folder.resolve(name)));
        }
        return List.copyOf(runs.values());
    }
}
