package dev.clv.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.clv.decide.Exclusions;
import dev.clv.decide.money.Cost;
import dev.clv.decide.money.Costs;
import dev.clv.decide.money.MoneyReport;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.label.UnobservedHorizonException;
import dev.clv.reason.Dependence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {

    private static final Pattern ID = Pattern.compile("C\\d{7}");
    private static final ReportPage PAGE = Pages.ENGLISH;

    @Test
    void aPageHasASectionForEveryResult() {
        List<String> sections = new ArrayList<>();
        Matcher section = Pattern.compile("<section id=\"(\\w+)\"").matcher(PAGE.html());
        while (section.find()) {
            sections.add(section.group(1));
        }

        assertThat(PAGE.leftOut()).isEmpty();
        assertThat(sections)
                .containsExactly(
                        "summary",
                        "segments",
                        "churn",
                        "money",
                        "reasons",
                        "evaluation",
                        "drift",
                        "training",
                        "glossary");
    }

    @Test
    void aPageIsBelowThreeMegabytesAndTheSameForAnyNumberOfThreads() {
        assertThat(PAGE.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(3_000_000);
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            ReportPage again = ModelReport.of(Pages.MODEL).budget(50).page(Pages.LOG, Pages.NOW, executor);
            assertThat(again.html()).isEqualTo(PAGE.html());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void nobodyIsNamedUnlessAskedFor() {
        assertThat(Pages.LOG.customers()).allMatch(id -> ID.matcher(id).matches());
        assertThat(ID.matcher(PAGE.html()).find()).isFalse();

        String asked = Pages.LOG.customers().iterator().next();
        ReportPage named = ModelReport.of(Pages.MODEL).naming(List.of(asked)).page(Pages.LOG, Pages.NOW);
        Set<String> ids = new TreeSet<>();
        Matcher id = ID.matcher(named.html());
        while (id.find()) {
            ids.add(id.group());
        }
        assertThat(ids).containsExactly(asked);
        assertThat(named.html()).contains("holds personal data");
    }

    @Test
    void whoObjectsIsLeftOutOfEverythingAndCounted() {
        List<String> customers = List.copyOf(Pages.LOG.customers());
        Set<String> objecting = Set.copyOf(customers.subList(0, 40));
        ReportPage without = ModelReport.of(Pages.MODEL)
                .budget(50)
                .exclusions(Exclusions.objecting(objecting))
                .page(Pages.LOG, Pages.NOW);
        Set<String> kept = new TreeSet<>(customers.subList(40, customers.size()));
        ReportPage never = ModelReport.of(Pages.MODEL).budget(50).page(Pages.LOG.only(kept), Pages.NOW);

        assertThat(without.html()).contains("left out: 40");
        assertThat(without.html().replace("<p>left out: 40</p>", "")).isEqualTo(never.html());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelReport.of(Pages.MODEL)
                        .exclusions(Exclusions.objecting(objecting))
                        .naming(List.of(customers.get(3)))
                        .page(Pages.LOG, Pages.NOW))
                .withMessageContaining("among those who are left out")
                .withMessageNotContaining(customers.get(3));
    }

    /** Four customers of a month, a category and a channel of their own, with amounts that nothing else has. */
    @Test
    void amountsOfFewerThanFiveCustomersAreNowhere() {
        EventLog.Builder log = EventLog.builder().currency("EUR");
        Instant start = Instant.parse("2024-01-10T12:00:00Z");
        for (int c = 0; c < 200; c++) {
            for (int i = 0; i < 4; i++) {
                log.add("many" + c, buys(start.plus(Duration.ofDays(c % 20 + 30L * i)), "10.00", "usual"));
            }
        }
        for (int c = 0; c < 4; c++) {
            log.add("few" + c, buys(start.plus(Duration.ofDays(70)), "731.00", "rare"));
        }
        Instant at = Instant.parse("2024-06-20T00:00:00Z");
        ReportPage money = ReportPage.builder(Locale.ENGLISH, "EUR")
                .money(MoneyReport.builder().review(log.build(), at))
                .build();

        String shown = shown(money);
        assertThat(shown).contains("rare").contains("usual");
        assertThat(Pattern.compile("(?<![\\d.])(731|2,?924)(?!\\d)")
                        .matcher(shown)
                        .results())
                .isEmpty();
        assertThat(Pattern.compile("(?<![\\d.])10,?924(?!\\d)").matcher(shown).results())
                .as("the sum of all is told")
                .isNotEmpty();
    }

    @Test
    void curvesEndWhereFewerThanFiveCustomersAre() {
        Dependence dependence = Pages.MODEL.dependence("spend_total", Pages.LOG, Pages.LOG.customers(), Pages.NOW);
        double most =
                dependence.local().get(dependence.local().size() - 1).value().number();
        double usual = dependence
                .average()
                .get(dependence.average().size() - 1)
                .value()
                .number();
        assertThat(most).isGreaterThan(usual);

        String shown = shown(ReportPage.builder(Locale.ENGLISH, "EUR")
                .reasons(List.of(), List.of(), List.of(dependence), Map.of())
                .build());
        assertThat(shown)
                .contains("data-value=\""
                        + new BigDecimal(usual).round(new MathContext(2)).doubleValue());
        assertThat(shown).doesNotContain(Double.toString(most)).doesNotContain(Double.toString(usual));
    }

    @Test
    void theSummaryWarnsOfAModelThatKnowsTheTimeItIsJudgedByAndOfADayBeyondTheLog() {
        assertThat(Pages.ENGLISH.html())
                .doesNotContain("These figures flatter")
                .doesNotContain("which is after this day");

        ReportPage early = ModelReport.of(Pages.MODEL).page(Pages.LOG, Pages.CUTOFF.plus(Duration.ofDays(10)));
        assertThat(early.html()).contains("These figures flatter").contains("which is after this day");

        ReportPage late = ModelReport.of(Pages.MODEL).page(Pages.LOG, Pages.NOW.plus(Duration.ofDays(400)));
        assertThat(late.html()).contains("This day is long after the end of the log");
    }

    @Test
    void costsThatDoNotFitAreRefused() {
        Costs unknown = Costs.of(List.of(Cost.of("no such channel", BigDecimal.TEN)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ModelReport.of(Pages.MODEL).costs(unknown, 0.3).page(Pages.LOG, Pages.NOW))
                .withMessageContaining("no such channel");
    }

    private static Purchase buys(Instant time, String amount, String category) {
        return new Purchase(time, new BigDecimal(amount), 1, null, "p", category);
    }

    /** Without the library of charts, whose digits are its own. */
    private static String shown(ReportPage page) {
        String html = page.html();
        return html.substring(0, html.indexOf("<script>"));
    }

    @Test
    void thePolicyAllowsTheTwoScriptsAndTheStyleByTheirHashesAndNothingElse() throws Exception {
        String html = PAGE.html();
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(html);
        assertThat(policy.find()).isTrue();
        List<String> hashes = new ArrayList<>();
        for (String tag : List.of("script", "style")) {
            Matcher inline = Pattern.compile("<" + tag + ">(.*?)</" + tag + ">", Pattern.DOTALL)
                    .matcher(html);
            while (inline.find()) {
                byte[] digest = MessageDigest.getInstance("SHA-256")
                        .digest(inline.group(1).getBytes(StandardCharsets.UTF_8));
                hashes.add("&#39;sha256-" + Base64.getEncoder().encodeToString(digest) + "&#39;");
            }
        }

        assertThat(hashes).hasSize(3);
        assertThat(policy.group(1))
                .isEqualTo("default-src &#39;none&#39;; script-src " + hashes.get(0) + " " + hashes.get(1)
                        + "; style-src " + hashes.get(2)
                        + "; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;");
        assertThat(Pattern.compile("<(link|img|iframe|object|embed|base)\\b|http-equiv=\"refresh\"|<script src")
                        .matcher(shown(PAGE))
                        .find())
                .isFalse();
    }

    /** A log that ends at the instant of the page says the same of all that is not judged by what came later. */
    @Test
    void nothingAtOrAfterTheInstantIsLookedAtButByTheEvaluationAndTheBacktest() {
        EventLog.Builder known = EventLog.builder().currency("EUR").observedUntil(Pages.NOW);
        for (String customer : Pages.LOG.customers()) {
            Pages.LOG.history(customer).before(Pages.NOW).events().forEach(event -> known.add(customer, event));
        }
        String cut = ModelReport.of(Pages.MODEL)
                .budget(50)
                .page(known.build(), Pages.NOW)
                .html();
        for (String section : List.of("segments", "money")) {
            assertThat(section(cut, section)).isEqualTo(section(PAGE.html(), section));
        }
        String backtest = "How well such warnings did";
        assertThat(section(cut, "churn").split(backtest)[0])
                .isEqualTo(section(PAGE.html(), "churn").split(backtest)[0]);
    }

    private static String section(String html, String id) {
        int from = html.indexOf("<section id=\"" + id + "\"");
        return html.substring(from, html.indexOf("</section>", from));
    }

    @Test
    void everyChartHasItsNumbersAsATableWithoutAScript() {
        String shown = shown(PAGE);
        long charts = shown.split("data-chart=").length - 1;
        long tables = shown.split("<details><summary>The numbers as a table</summary><div[^>]*><table").length - 1;
        assertThat(charts).isGreaterThan(30).isEqualTo(tables);
    }

    @Test
    void cellsOfBrokenRowsAreNotShown() {
        DataQualityReport.Builder read = DataQualityReport.builder();
        Reason broken = new Reason(Effect.SKIPPED, "amount_unreadable", "the amount cannot be read");
        read.read();
        read.count(broken, new DataQualityReport.Sample(7, "amount", "secret of c17"));
        ReportPage quality =
                ReportPage.builder(Locale.ENGLISH, "EUR").quality(read.build()).build();

        assertThat(shown(quality)).contains("amount_unreadable", "the amount cannot be read");
        assertThat(quality.html()).doesNotContain("secret of c17");
    }

    @Test
    void thePageSaysWhatCouldNotBeMadeAndWhy() {
        Set<String> few = new TreeSet<>(List.copyOf(Pages.LOG.customers()).subList(0, 60));
        ReportPage small = ModelReport.of(Pages.MODEL).page(Pages.LOG.only(few), Pages.NOW);

        assertThat(small.leftOut()).containsKey("segments");
        assertThat(small.html()).contains("Not on this page").contains("100 customers");
        assertThat(small.html()).as("curves of 60 customers").doesNotContain("How the value depends on");
        assertThat(PAGE.html()).contains("How the value depends on");
    }

    @Test
    void wrongSettingsAreRefusedInWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelReport.of(Pages.MODEL).locale(Locale.FRENCH))
                .withMessage("a report is written in English (en) or Chinese (zh), not in 'fr'; take Locale.ENGLISH or"
                        + " Locale.CHINESE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelReport.of(Pages.MODEL).page(Pages.LOG, Pages.SHOP.start()))
                .withMessageContaining("nobody bought before");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ModelReport.of(Pages.MODEL).naming(List.of("nobody")).page(Pages.LOG, Pages.NOW))
                .withMessage("the log does not know 1 of 1 customers who are to be named");
        assertThatExceptionOfType(UnobservedHorizonException.class)
                .isThrownBy(() -> ModelReport.of(Pages.MODEL)
                        .evaluatedAt(Pages.LOG.observedUntil())
                        .page(Pages.LOG, Pages.NOW));
        assertThatIllegalStateException()
                .isThrownBy(() -> ReportPage.builder(Locale.ENGLISH, "EUR").build())
                .withMessageContaining("at least one result");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportPage.builder(Locale.ENGLISH, "EUR").offers(null, null));
    }
}
