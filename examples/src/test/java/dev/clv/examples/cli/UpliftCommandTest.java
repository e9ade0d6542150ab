package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpliftCommandTest {

    @TempDir
    private static Path folder;

    /** The letter helps those of more than 50 years and harms the others; the call does nothing. */
    @BeforeAll
    static void write() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        List<String> rows = new ArrayList<>(List.of("customer,age,region,arm,bought,opened"));
        List<String> next = new ArrayList<>(List.of("customer,age,region"));
        for (int i = 0; i < 3_000; i++) {
            int age = 20 + random.nextInt(60);
            String arm = List.of("nothing", "letter", "call").get(random.nextInt(3));
            double chance = 0.3 + (arm.equals("letter") ? (age > 50 ? 0.25 : -0.1) : 0);
            String features = "k" + i + "," + age + "," + (random.nextBoolean() ? "north" : "south");
            rows.add(features + "," + arm + "," + (random.nextDouble() < chance ? 1 : 0) + "," + random.nextInt(2));
            if (i < 100) {
                next.add(features);
            }
        }
        Files.write(folder.resolve("campaign.csv"), rows);
        Files.write(folder.resolve("next.csv"), next);
        Files.write(folder.resolve("no.csv"), List.of("k3", "k4"));
        Files.write(folder.resolve("alone.csv"), List.of("age,arm,bought", "31,letter,1"));
    }

    private static Session uplift(String... arguments) {
        List<String> words = new ArrayList<>(List.of("uplift"));
        words.addAll(List.of(arguments));
        words.replaceAll(word ->
                word.matches("[a-z]+\\.(csv|json)") ? folder.resolve(word).toString() : word);
        return Session.run(words.toArray(String[]::new));
    }

    private static Session campaign(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "campaign.csv",
                "--treatment",
                "arm",
                "--control",
                "nothing",
                "--outcome",
                "bought",
                "--exclude",
                "opened",
                "--id",
                "customer"));
        words.addAll(List.of(more));
        return uplift(words.toArray(String[]::new));
    }

    private static List<String> rows(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    @Test
    void effectsAreWrittenAndWhatCannotBeLearnedIsSaid() throws IOException {
        Session session = campaign("--out", "uplift.csv", "--json", "report.json");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(rows("uplift.csv")).hasSize(6_001).startsWith("row,treatment,uplift,low,high");
        assertThat(rows("uplift.csv").get(1)).startsWith("0,call,");
        assertThat(rows("uplift.csv").get(2)).startsWith("0,letter,");
        assertThat(session.out())
                .contains("3,000 rows, randomised: nothing ", "Qini +0.0")
                .contains("Customers respond differently to 'letter', and the scores tell who")
                .contains("There is not enough evidence that some customers respond to 'call' more than others")
                .contains("everybody: letter");
        assertThat(session.err()).contains("randomised: a lot is taken", "note: There is not enough evidence");
        assertThat(String.join("", rows("report.json"))).contains("\"uplift-evaluation\"", "\"qini\"");
    }

    @Test
    void otherCustomersGetOffersWithinABudget() throws IOException {
        Session session = campaign(
                "--score",
                "next.csv",
                "--out",
                "nextuplift.csv",
                "--offers",
                "offers.csv",
                "--at",
                "2024-06-17",
                "--worth",
                "20",
                "--cost",
                "letter=1",
                "--budget",
                "10",
                "--objections",
                "no.csv");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).contains("left out: 2, objection to profiling", "10 offers to 98 customers");
        assertThat(rows("nextuplift.csv")).hasSize(1 + 2 * 98);
        assertThat(rows("offers.csv")).hasSize(11);
        assertThat(rows("offers.csv").get(0))
                .isEqualTo("customer_id,treatment,uplift,cost,net_value,reason,overridden_by,at,model,format");
        assertThat(rows("offers.csv").get(1)).contains(",letter,", "2024-06-17T00:00:00Z", "offer/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alone.csv --treatment arm --control none --outcome bought|nobody is in the control group 'none'",
                "alone.csv --treatment arm --control letter --outcome bought|everybody is in the control group",
                "campaign.csv --treatment arm --control letters --outcome bought|nobody is in the control group 'letters'",
                "campaign.csv --treatment arms --control letter --outcome bought|has no column 'arms'; it has: customer",
                "campaign.csv --treatment age --control 30 --outcome bought|more than 20",
                "campaign.csv --treatment arm --control nothing --outcome region|the label must be a number",
                "campaign.csv --treatment arm --control nothing --outcome bought --cost fax=1|a cost is given of 'fax'",
                "campaign.csv --treatment arm --control nothing --outcome bought --objections no.csv|needs --id",
                "campaign.csv --treatment arm --control nothing --outcome bought --offers x.csv|'--id'",
                "campaign.csv --treatment arm --control nothing --outcome bought --budget 5|are for offers",
                "campaign.csv --treatment arm --control nothing|--outcome"
            })
    void whatCannotBeDoneIsSaidInOneSentence(String arguments, String message) {
        Session session = uplift(arguments.split(" "));

        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err()).contains(message).startsWith("clv uplift: ");
        assertThat(session.err().strip().lines()).hasSize(1);
    }
}
