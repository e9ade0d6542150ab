package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClvTest {

    private static final String[] COMMANDS = {"demo", "simulate", "train", "score", "evaluate", "explain", "features"};

    @Test
    void helpNamesEveryCommand() {
        Session session = Session.run("--help");
        assertThat(session.code()).isZero();
        assertThat(session.out()).startsWith("Usage: clv").contains(COMMANDS);
        assertThat(session.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "simulate", "train", "score", "evaluate", "explain", "features"})
    void everyCommandExplainsItself(String command) {
        Session session = Session.run(command, "--help");
        assertThat(session.code()).isZero();
        assertThat(session.out()).startsWith("Usage: clv " + command);
        assertThat(session.err()).isEmpty();
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
                "trian|clv: Unmatched argument at index 0: 'trian'",
                "simulate --customers many|Invalid value for option '--customers': 'many' is not an int",
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
