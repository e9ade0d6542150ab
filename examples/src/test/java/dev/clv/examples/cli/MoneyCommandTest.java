package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.decide.money.MoneyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoneyCommandTest {

    @TempDir
    private Path folder;

    private Path events;
    private Path costs;

    @BeforeEach
    void shop() throws IOException {
        events = Files.writeString(folder.resolve("events.csv"), """
                customer_id,time,type,amount,currency,category,attr.channel,attr.tier
                ann,2024-01-10T09:00:00Z,purchase,100,EUR,tea,mail,gold
                ann,2024-02-10T09:00:00Z,refund,30,EUR,tea,mail,gold
                bob,2024-01-31T12:00:00Z,purchase,50,EUR,cups,mail,blue
                cem,2024-02-05T08:00:00Z,purchase,40,EUR,tea,ads,blue
                """);
        costs = Files.writeString(folder.resolve("costs.csv"), "channel,cost\nmail,100\nads,50\n");
    }

    private Session money(String... options) {
        String[] arguments = new String[options.length + 6];
        String[] first = {"money", events.toString(), "--at", "2024-04-01", "--observed-until", "2024-04-01"};
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(options, 0, arguments, first.length, options.length);
        return Session.run(arguments);
    }

    @Test
    void tellsTheMoneyInWordsAndWritesAllParts() throws IOException {
        Path out = folder.resolve("money");
        Path json = folder.resolve("money.json");
        Session session = money(
                "--costs", costs.toString(), "--segment", "tier", "--out", out.toString(), "--json", json.toString());

        assertThat(session.err()).doesNotContain("clv money:");
        assertThat(session.code()).isZero();
        assertThat(session.out())
                .contains(
                        "3 customers bought before 2024-04-01T00:00:00Z: 190.00 EUR, less refunds of 30.00 EUR.",
                        "mail: 2 customers for 50.00 EUR each are worth 60.00 EUR each, 1.20 times the cost; paid back"
                                + " in month 1.");
        assertThat(session.err()).contains("note: The costs name no month");
        assertThat(Files.readString(out.resolve("cohorts.csv"))).contains("2024-01,true,2,1,2,75,,,false");
        assertThat(Files.readString(out.resolve("retention.csv"))).contains("2024-01,2,2,0,0");
        assertThat(Files.readString(out.resolve("acquisition.csv"))).contains("mail,,2,100,50,");
        assertThat(Files.readString(out.resolve("concentration.csv"))).contains("top,0.01,");
        assertThat(Files.readString(out.resolve("demand.csv"))).contains("2024-02,false,gold,tea,1,-30,-1");
        assertThat(MoneyReport.fromJson(Files.readString(json)).customers()).isEqualTo(3);
    }

    @Test
    void leavesOutWhoObjects() throws IOException {
        Path objections = Files.writeString(folder.resolve("objections.csv"), "customer_id\nbob\n");
        Session session = money("--objections", objections.toString());

        assertThat(session.out()).startsWith("2 customers bought");
        assertThat(session.err()).contains("left out: 1 customers, objection to profiling");
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        Files.writeString(costs, "channel,cost\nMail,100\n");

        Session unknown = money("--costs", costs.toString());
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err().lines().filter(line -> line.startsWith("clv money:")))
                .containsExactly("clv money: the costs name the channel 'Mail', which no customer has, did you mean"
                        + " 'mail'? Customers have 'ads', 'mail'. Write it as customers have it, or leave its rows out"
                        + " if it brought nobody");
        assertThat(money("--margin", "0.3").err()).contains("clv money: --margin needs --costs FILE beside");
        assertThat(money("--segment", "level").err()).contains("no customer has an attribute 'level'");
        assertThat(money("--costs", folder.resolve("none.csv").toString()).err())
                .contains("none.csv");
        assertThat(money("--out", costs.toString()).err()).contains("must be a folder");
        assertThat(money("--json", events.toString()).err()).contains("is a file that this command reads");
    }
}
