package dev.clv.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.decide.money.Cost;
import dev.clv.decide.money.Costs;
import dev.clv.decide.money.MoneyReport;
import dev.clv.features.event.EventLog;
import dev.clv.reason.Explanation;
import dev.clv.reason.Reference;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as its reader meets it. */
class ReportInBrowserTest {

    /** What draws a chart, by its place: the kind, and how many shapes and texts there are. */
    private static final String STRUCTURE = "return Object.fromEntries([...document.querySelectorAll('.chart')].map("
            + "(place) => [place.dataset.chart, place.dataset.drawn + ' ' + place.querySelectorAll('svg path').length"
            + " + ' ' + place.querySelectorAll('svg text').length]))";

    /** Every element of the document with its attributes' names, in order, without what charts draw. */
    private static final String SKELETON = "return [...document.querySelectorAll('*')].filter("
            + "(each) => !each.closest('.chart > div')).map((each) => each.tagName + ' ' + each.getAttributeNames().sort())"
            + ".join('\\n')";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Path english;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start(folder);
        english = save("english.html", Pages.ENGLISH);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Path save(String name, ReportPage page) throws IOException {
        return Files.writeString(folder.resolve(name), page.html());
    }

    private static void openQuietly(Path file) {
        browser.console();
        browser.requests();
        browser.open(file);
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).containsExactly(file.toUri().toString());
    }

    @Test
    void everyChartIsDrawnWithoutAnErrorOrARequestInBothLanguages() throws IOException {
        openQuietly(english);
        Map<?, ?> charts = (Map<?, ?>) browser.run(STRUCTURE);
        assertThat(charts).hasSizeGreaterThan(30);
        assertThat(charts.values())
                .allSatisfy(chart -> assertThat(chart.toString()).matches("\\w+ ([3-9]|\\d{2,}) ([2-9]|\\d{2,})"));

        openQuietly(save("chinese.html", Pages.page(Locale.CHINESE)));
        assertThat(browser.run("return document.documentElement.lang")).isEqualTo("zh");
        Map<?, ?> chinese = (Map<?, ?>) browser.run(STRUCTURE);
        assertThat(chinese.keySet()).isEqualTo(charts.keySet());
        assertThat(browser.driver().findElement(By.id("glossary")).getText()).contains("LTV");
        assertThat(browser.driver().findElement(By.tagName("h1")).getText()).matches("\\p{IsHan}+");
    }

    @Test
    void whatThePageIsClickedForWorksWithoutAnError() throws IOException {
        openQuietly(english);
        Object light = browser.run(STRUCTURE);
        Object paper = browser.run("return getComputedStyle(document.body).backgroundColor");
        WebElement theme = browser.driver().findElement(By.id("theme"));
        theme.click();
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isNotEqualTo(paper);
        assertThat(theme.getAttribute("aria-pressed")).isEqualTo("true");
        assertThat(browser.run(STRUCTURE)).as("the dark page draws the same").isEqualTo(light);
        theme.click();

        for (WebElement link : browser.driver().findElements(By.cssSelector("nav a"))) {
            link.click();
            assertThat(browser.run("return document.querySelector(location.hash).tagName"))
                    .isEqualTo("SECTION");
        }
        for (WebElement numbers : browser.driver().findElements(By.cssSelector("figure summary"))) {
            numbers.sendKeys(Keys.ENTER);
        }
        assertThat(browser.run("return [...document.querySelectorAll('figure details')].every((each) => each.open"
                        + " && each.querySelectorAll('tbody tr').length > 0)"))
                .isEqualTo(true);
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    @Test
    void aChartIsReadByTheArrowKeysAsItsTableSays() {
        openQuietly(english);
        WebElement chart = browser.driver().findElement(By.cssSelector("[data-chart='segments-1']"));
        chart.sendKeys(Keys.ARROW_RIGHT);
        WebElement read = browser.driver().findElement(By.cssSelector("#segments-1 .read"));
        String customers =
                (String) browser.run("return document.querySelector('#segments-1 tbody tr').cells[1].textContent");
        assertThat(read.getText()).isEqualTo("A, Customers: " + customers);
        chart.sendKeys(Keys.ARROW_RIGHT);
        assertThat(read.getText()).startsWith("B, Customers: ");
        chart.sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        assertThat(read.getText()).startsWith("C, Customers: ");
        assertThat(browser.driver().findElements(By.cssSelector(".chart[role=img][tabindex='0'][aria-label]")))
                .hasSameSizeAs(browser.driver().findElements(By.cssSelector(".chart")));
    }

    @Test
    void aPhoneScrollsInOneDirectionAndPaperIsWhite() {
        browser.driver().manage().window().setSize(new Dimension(500, 800));
        try {
            browser.run("return 0");
            Map<String, Object> phone =
                    new HashMap<>(Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
            browser.driver().executeCdpCommand("Emulation.setDeviceMetricsOverride", phone);
            openQuietly(english);
            assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
            assertThat(browser.run("return [...document.querySelectorAll('.chart svg')].every("
                            + "(svg) => svg.getBoundingClientRect().width <= 360)"))
                    .isEqualTo(true);
        } finally {
            browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
            browser.driver().manage().window().setSize(new Dimension(1200, 900));
        }
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        try {
            openQuietly(english);
            assertThat(browser.run("return document.documentElement.dataset.theme"))
                    .isEqualTo("dark");
            browser.run("window.dispatchEvent(new Event('beforeprint'))");
            assertThat(browser.run("return document.documentElement.dataset.theme"))
                    .isEqualTo("light");
            browser.run("window.dispatchEvent(new Event('afterprint'))");
            assertThat(browser.run("return document.documentElement.dataset.theme"))
                    .isEqualTo("dark");
        } finally {
            browser.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        }
    }

    /** The same shop twice: once with names that attack, once with harmless ones of the same kind. */
    @Test
    void hostileNamesStayText() throws IOException {
        String[] attacks = {
            "</script><script>window.hacked = 1</script>",
            "<img src=x onerror='window.hacked = 2'>",
            "\"><svg onload=window.hacked=3>",
            "{{constructor.constructor('window.hacked = 4')()}}",
            "=HYPERLINK(\"http://127.0.0.1:9/\",\"click\")",
            "<!--<script>javascript:window.hacked=5//"
        };
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, String> hostile = new HashMap<>();
        Map<String, String> harmless = new HashMap<>();
        Function<String, Integer> number = name -> numbers.computeIfAbsent(name, each -> numbers.size());
        EventLog bad = Pages.renamed(name -> hostile.computeIfAbsent(
                name,
                each -> String.format("%05d", number.apply(each)) + attacks[number.apply(each) % attacks.length]));
        EventLog good = Pages.renamed(name ->
                harmless.computeIfAbsent(name, each -> String.format("%05d", number.apply(each)) + "harmless"));

        assertSameStructure(page(good), page(bad));
        Explanation explanation = Pages.MODEL.explain(
                Pages.LOG.history(Pages.LOG.customers().iterator().next()), Pages.NOW, Reference.averageCustomer());
        for (String attack : attacks) {
            assertSameStructure(customer(explanation.named("harmless")), customer(explanation.named(attack)));
        }
    }

    private static ReportPage page(EventLog log) {
        return ModelReport.of(Pages.model(log)).budget(50).page(log, Pages.NOW);
    }

    private static ReportPage customer(Explanation explanation) {
        return ReportPage.builder(Locale.ENGLISH, "EUR")
                .title(String.valueOf(explanation.customer()))
                .customer(explanation, null)
                .build();
    }

    private static void assertSameStructure(ReportPage harmless, ReportPage hostile) throws IOException {
        openQuietly(save("harmless.html", harmless));
        String expected = (String) browser.run(SKELETON);
        Object drawn = browser.run(STRUCTURE);
        openQuietly(save("hostile.html", hostile));

        assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
        assertThat(expected.equals(browser.run(SKELETON)))
                .as("the same elements")
                .isTrue();
        assertThat(browser.run(STRUCTURE)).isEqualTo(drawn);
        assertThat(hostile.html()).as("the names are there").containsAnyOf("onerror=", "window.hacked", "HYPERLINK");
    }

    @Test
    void savedTablesRunNothingInASpreadsheet() throws IOException {
        Costs costs = Costs.of(List.of(Cost.of("=1+1", new BigDecimal("10"))));
        EventLog log = Pages.renamed(name -> name.equals("channel") ? name : name.length() > 6 ? name : "=1+1");
        ReportPage page = ReportPage.builder(Locale.ENGLISH, "EUR")
                .money(MoneyReport.builder().costs(costs).review(log, Pages.NOW))
                .build();
        openQuietly(save("formulas.html", page));
        WebElement table =
                browser.driver().findElement(By.xpath("//table[@data-name='money-table-1']/ancestor::figure"));
        table.findElement(By.cssSelector("[data-export=csv]")).click();
        table.findElement(By.cssSelector("[data-export=json]")).click();

        assertThat(browser.download("money-table-1.csv")).contains("\r\n'=1+1,").doesNotContain("\r\n=");
        assertThat(browser.download("money-table-1.json")).contains("\"'=1+1\"").doesNotContain("\"=1+1\"");
        assertThat(browser.console()).isEmpty();
    }
}
