package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ClvTest {

    private static final String[] COMMANDS = {
        "demo",
        "simulate",
        "train",
        "score",
        "segments",
        "churn",
        "uplift",
        "evaluate",
        "explain",
        "features",
        "mapping",
        "completion"
    };

    @Test
    void helpNamesEveryCommand() {
        Session session = Session.run("--help");
        assertThat(session.code()).isZero();
        assertThat(session.out()).startsWith("Usage: clv").contains(COMMANDS);
        assertThat(session.err()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void everyCommandExplainsItself(String command) {
        Session session = Session.run(command, "--help");
        assertThat(session.code()).isZero();
        assertThat(session.out()).startsWith("Usage: clv " + command);
        assertThat(session.err()).isEmpty();
    }

    @Test
    void theOptionsOfAnEventLogAndOfATableStandApart() {
        String help = Session.run("train", "--help").out();
        String log = help.substring(help.indexOf("Training on an event log:"));
        String table = help.substring(help.indexOf("Training on a plain table:"));
        assertThat(log).contains("--cutoff", "--horizon", "--origins", "--step");
        assertThat(table).contains("--table", "--label", "--id", "--exclude").doesNotContain("--cutoff=");
    }

    /** The examples of the help texts are parsed as the commands they show; that they run is tested elsewhere. */
    @Test
    void theExamplesOfTheHelpTextsUseOptionsThatExist() {
        for (String command : COMMANDS) {
            String help = Session.run(command, "--help").out();
            String examples = help.substring(help.indexOf("Examples:")).replaceAll("\\\\\\R\\s*", "");
            for (String example :
                    examples.lines().filter(line -> line.startsWith("  clv ")).toList()) {
                Pattern.compile("--[a-z-]+")
                        .matcher(example)
                        .results()
                        .forEach(option -> assertThat(help).as(example).containsPattern(option.group() + "[=\\s\\]]"));
            }
        }
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        Session session = Session.run("completion");
        assertThat(session.code()).isZero();
        Path bash = Path.of("/bin/bash");
        Assumptions.assumeTrue(Files.isExecutable(bash), "no bash here");
        assertThat(completed(session.out(), "clv tr")).containsExactly("train");
        assertThat(completed(session.out(), "clv train --hor")).containsExactly("--horizon", "--horizons");
    }

    private static List<String> completed(String script, String line) throws Exception {
        String words = String.join(" ", line.split(" "));
        int last = line.split(" ").length - 1;
        Process process = new ProcessBuilder("/bin/bash", "-s")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var in = process.outputWriter()) {
            in.write(script + "\nCOMP_WORDS=(" + words + ") COMP_CWORD=" + last
                    + "; _complete_clv; printf '%s\\n' \"${COMPREPLY[@]}\"\n");
        }
        try (var out = process.inputReader()) {
            return out.lines().map(String::strip).toList();
        }
    }

    @Test
    void theVersionIsPrinted() {
        Session session = Session.run("--version");
        assertThat(session.code()).isZero();
        assertThat(session.out()).matches("clv \\S.*\\R");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|clv: Missing required subcommand",
                "trian|clv: Unmatched argument at index 0: 'trian'; did you mean 'train'?",
                "score e.csv --modle m.clvm|clv score: Unknown option: '--modle'; did you mean '--model'?",
                "train e.csv --cutof 2023-12-20 --out m.clvm|did you mean '--cutoff'?",
                "score e.csv --model m.clvm --at 2024-01-01 --out -|'-' is no file; leave the option out",
                "score e.csv --modle=m.clvm|clv score: Unknown option: '--modle'; did you mean '--model'?",
                "simulate --customers many|Invalid value for option '--customers': 'many' is not a whole number",
                "simulate --customers 0|clv simulate: customers must be 1 to 10000000, was 0",
                "simulate --horizon soon --out x|'soon' is no length of time such as 180d",
                "simulate --days 30 --truth t.csv|--truth needs a --cutoff within the simulated days",
                "simulate --out no/such/folder/e.csv|cannot write 'no/such/folder/e.csv': there is no such folder",
                "score e.csv|clv score: Missing required option",
                "evaluate e.csv --model m.clvm --at 2011-13-01|'2011-13-01' is neither a date",
            })
    void wrongUsageIsOneSentenceAndExitCodeTwo(String line, String sentence) {
        Session session = Session.run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).contains(sentence).doesNotContain("\tat ", "Exception");
        assertThat(session.err().strip().lines()).hasSize(1);
    }
}
