package dev.clv.examples.cli;

import dev.clv.features.read.EventReadException;
import dev.clv.nn.train.DivergenceException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code clv} command.
 *
 * <p>Exit codes: 0 when done; 2 for wrong usage or bad input, with one sentence on standard error; 1 for what should
 * never happen, an error of this program.
 */
@Command(
        name = "clv",
        description = "Predicts what each customer of a shop will be worth, how sure that is, and why.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Clv.Version.class,
        usageHelpAutoWidth = true,
        footerHeading = "%nFrom an event log:%n",
        footer = {
            "  clv simulate --customers 5000 --days 720 --seed 1 --out events.csv.gz",
            "  clv train    events.csv.gz --cutoff 2023-12-20 --horizon 180d --out model.clvm",
            "  clv score    events.csv.gz --model model.clvm --at 2024-06-17 --out scores.csv",
            "",
            "From a plain table, one row a customer:",
            "  clv train    customers.csv --table --label lifetime_value --out table.clvm",
            "  clv score    customers.csv --table --model table.clvm --out scores.csv",
            "",
            "Completion in bash and zsh:",
            "  source <(clv completion)"
        })
public final class Clv {

    private static final int BUG = 1;
    private static final int USAGE = 2;

    /** What other programs call our commands. */
    private static final Map<String, String> ELSEWHERE =
            Map.of("predict", "score", "fit", "train", "test", "evaluate", "cluster", "segments", "shap", "explain");

    private Clv() {}

    /**
     * Runs one command and exits with its code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        StandardOutput data = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(data, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // Java cannot tell whether standard error alone is a terminal; the launcher can.
        int code = run(new Terminal(out, err, Boolean.getBoolean("clv.interactive")), arguments);
        out.flush();
        IOException lost = data.failure();
        if (lost != null) {
            err.println("clv: cannot write to standard output: " + lost.getMessage());
            code = USAGE;
        }
        err.flush();
        System.exit(code);
    }

    /** Runs one command; never throws. */
    static int run(Terminal terminal, String... arguments) {
        CommandLine line = new CommandLine(new Clv())
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new SimulateCommand(terminal))
                .addSubcommand(new TrainCommand(terminal))
                .addSubcommand(new ScoreCommand(terminal))
                .addSubcommand(new SegmentsCommand(terminal))
                .addSubcommand(new ChurnCommand(terminal))
                .addSubcommand(new UpliftCommand(terminal))
                .addSubcommand(new EvaluateCommand(terminal))
                .addSubcommand(new BacktestCommand(terminal))
                .addSubcommand(new DriftCommand(terminal))
                .addSubcommand(new TuneCommand(terminal))
                .addSubcommand(new PretrainCommand(terminal))
                .addSubcommand(new RetrainCommand(terminal))
                .addSubcommand(new RerunCommand(terminal))
                .addSubcommand(new RunsCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new FeaturesCommand(terminal))
                .addSubcommand(new RecommendCommand(terminal))
                .addSubcommand(new TextCommand(terminal))
                .addSubcommand(new MoneyCommand(terminal))
                .addSubcommand(new ReportCommand(terminal))
                .addSubcommand(new ServeCommand(terminal))
                .addSubcommand(new DescribeCommand(terminal))
                .addSubcommand(new MappingCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal))
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setParameterExceptionHandler((e, args) -> wrongUsage(terminal, e, args))
                .setExecutionExceptionHandler((e, command, result) -> failed(terminal, command, e));
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) {
            long had = Runtime.getRuntime().maxMemory() >> 20;
            terminal.note(
                    "clv: not enough memory for this input: Java had %,d MiB; give it more, for instance twice as much by"
                            + " JAVA_OPTS=-Xmx%dm",
                    had, 2 * had);
            return USAGE;
        }
    }

    private static int wrongUsage(Terminal terminal, ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        boolean named = e instanceof MissingParameterException || e instanceof UnmatchedArgumentException;
        String mistyped = named ? mistypedOption(line, arguments) : null;
        ParameterException cause = mistyped == null ? e : new UnmatchedArgumentException(line, List.of(mistyped));
        terminal.note("%s: %s%s (see '%s --help')", command, oneLine(cause), suggestion(cause), command);
        return USAGE;
    }

    /**
     * The first option given that the command does not know, which explains better than a required one that is missing.
     */
    private static @Nullable String mistypedOption(CommandLine line, String[] arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--"))
                .map(argument -> argument.replaceFirst("=.*", ""))
                .filter(option -> line.getCommandSpec().findOption(option) == null)
                .findFirst()
                .orElse(null);
    }

    /** What may have been meant by a command or an option that does not exist. */
    private static String suggestion(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        String typed = unmatched.getUnmatched().get(0);
        String elsewhere = ELSEWHERE.get(typed);
        if (elsewhere != null) {
            return "; did you mean '" + elsewhere + "'?";
        }
        Stream<String> begunAlike =
                e.getCommandLine().getSubcommands().keySet().stream().filter(name -> commonPrefix(name, typed) > 1);
        return Stream.concat(unmatched.getSuggestions().stream(), begunAlike)
                .max(Comparator.comparingInt(word -> commonPrefix(word, typed)))
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    private static int commonPrefix(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    private static int failed(Terminal terminal, CommandLine command, Exception e) {
        String name = command.getCommandSpec().qualifiedName();
        if (e instanceof UsageException
                || e instanceof IllegalArgumentException
                || e instanceof EventReadException
                || e instanceof DivergenceException) {
            terminal.note("%s: %s", name, oneLine(e));
        } else if (e instanceof IOException io) {
            terminal.note("%s: %s", name, sentence(io));
        } else if (e instanceof UncheckedIOException io && io.getCause() != null) {
            terminal.note("%s: %s", name, sentence(io));
        } else {
            StackTraceElement[] trace = e.getStackTrace();
            terminal.note(
                    "%s: an error of this program, please report it: %s%s",
                    name, e.getClass().getSimpleName(), trace.length > 0 ? " at " + trace[0] : "");
            return BUG;
        }
        return USAGE;
    }

    /** The sentence of what was wrapped, unless the wrapper says it in words of its own. */
    private static String sentence(UncheckedIOException e) {
        IOException cause = Objects.requireNonNull(e.getCause());
        boolean own = e.getMessage() != null && !e.getMessage().equals(cause.toString());
        return own ? oneLine(e) : sentence(cause);
    }

    private static String sentence(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return "cannot read '" + missing.getFile() + "': there is no such file";
        }
        if (e instanceof FileSystemException file && file.getReason() == null) {
            return "cannot use '" + file.getFile() + "': access denied or not a file";
        }
        if (e instanceof CharacterCodingException) {
            return "a file is not UTF-8 text; convert it";
        }
        return oneLine(e);
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof ParameterException) {
            message = message.replaceAll("is not an? (int|long)\\b", "is not a whole number, or too large")
                    .replaceAll("is not a double\\b", "is not a number");
        }
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Clv.class.getPackage().getImplementationVersion();
            return new String[] {"clv " + (version == null ? "(not packaged)" : version)};
        }
    }
}
