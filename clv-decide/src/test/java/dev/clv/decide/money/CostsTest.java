package dev.clv.decide.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostsTest {

    @TempDir
    private Path folder;

    private Costs read(String... lines) throws IOException {
        return Costs.csv(Files.writeString(folder.resolve("costs.csv"), String.join("\n", lines) + "\n"));
    }

    private ThrowableAssertAlternative<IllegalArgumentException> refusal(String... lines) {
        return assertThatIllegalArgumentException().isThrownBy(() -> read(lines));
    }

    private static ThrowableAssertAlternative<IllegalArgumentException> refusal(Cost... costs) {
        return assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        MoneyReport.builder().costs(Costs.of(List.of(costs))).review(TinyShop.log(), TinyShop.END));
    }

    @Test
    void areReadWithAllColumnsOrTheTwoThatAreNeeded() throws IOException {
        assertThat(read("month,cost,channel,campaign,currency,note", "2024-01,12.50,mail,spring,EUR,x")
                        .rows())
                .containsExactly(new Cost("mail", "spring", YearMonth.of(2024, 1), new BigDecimal("12.50"), "EUR"));
        assertThat(read("channel,cost", "mail,0", "ads,7").rows())
                .containsExactly(Cost.of("mail", new BigDecimal("0")), Cost.of("ads", new BigDecimal("7")));
    }

    @Test
    void withoutAChannelAreRefused() {
        refusal("kanal,cost", "mail,3")
                .withMessage("the costs have no column 'channel', only kanal, cost; the columns must be channel and"
                        + " cost, and may be campaign, month and currency");
        refusal("channel,cost", "mail,3", ",4")
                .withMessage("costs, line 3: the channel is missing; name it as customers have it, or leave the row out"
                        + " if the cost belongs to none");
    }

    @Test
    void thatAreNegativeOrNoNumbersAreRefused() {
        refusal("channel,cost", "mail,-3")
                .withMessage("costs, line 2: the cost must be zero or more, was -3; take a credit off the cost that it"
                        + " belongs to");
        refusal("channel,cost", "mail,€3")
                .withMessage("costs, line 2: the cost must be a plain number such as 1250.00, was '€3'; write it"
                        + " without groups, with a decimal point, and its currency in a column 'currency'");
        refusal("channel,cost", "mail,").withMessageContaining("is missing");
    }

    @Test
    void ofOneThingTwiceAreRefused() {
        refusal("channel,month,cost", "mail,2024-01,3", "mail,2024-02,3", "mail,2024-01,3")
                .withMessage("there are two costs of channel 'mail', 2024-01; remove one if it is there twice, or add"
                        + " them up");
    }

    @Test
    void withMonthsThatAreNoneAreRefused() {
        refusal("channel,month,cost", "mail,January,3")
                .withMessage("costs, line 2: the month must be written as in 2024-06, was 'January'");
        refusal("channel,month,cost", "mail,2024-01,3", "ads,,3")
                .withMessageEndingWith("the month is missing; write it as in 2024-06, or leave the column out");
        refusal(Cost.of("mail", YearMonth.of(2024, 1), BigDecimal.ONE), Cost.of("ads", BigDecimal.ONE))
                .withMessage("the cost of channel 'ads' names no month and that of channel 'mail', 2024-01 does; give"
                        + " every row a month, or none");
        refusal(Cost.of("mail", YearMonth.of(2023, 1), BigDecimal.ONE))
                .withMessage("no month of the costs was observed as a whole: the log was observed from 2024-01-05 to"
                        + " before 2024-04-01; give costs of these months, or leave the column 'month' out if they are"
                        + " for all customers");
    }

    @Test
    void ofAChannelThatNoCustomerHasAreRefused() {
        refusal(Cost.of("Mail", BigDecimal.ONE))
                .withMessage("the costs name the channel 'Mail', which no customer has, did you mean 'mail'? Customers"
                        + " have 'ads', 'mail'. Write it as customers have it, or leave its rows out if it brought"
                        + " nobody");
        refusal(new Cost("mail", "spring", null, BigDecimal.ONE, null))
                .withMessage("no customer has the attribute 'campaign' at the first purchase, which is to name the"
                        + " campaign; name another attribute, customers have 'channel'");
    }

    @Test
    void inAnotherCurrencyAreRefused() {
        refusal(new Cost("mail", null, null, BigDecimal.ONE, "USD"))
                .withMessage("the cost of channel 'mail' is in USD, but the log is in EUR; convert it into EUR");
        refusal("channel,cost,currency", "mail,3,dollars")
                .withMessageStartingWith("costs, line 2: the currency of a cost must be three capital letters");
    }

    @Test
    void inAFileThatIsNotThereAreToldByIt() {
        assertThatThrownBy(() -> Costs.csv(folder.resolve("none.csv")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.csv");
    }
}
