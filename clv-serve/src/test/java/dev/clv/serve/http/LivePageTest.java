package dev.clv.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.clv.features.event.Purchase;
import dev.clv.serve.live.LiveEvent;
import dev.clv.serve.live.LiveScorer;
import dev.clv.serve.live.Shop;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;

/** The page at / in Debian's Chromium; skipped where none is installed. */
class LivePageTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final String TOKEN = "a token that is long enough";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>/é?&#";

    private static LiveScorer scorer;
    private static LiveServer server;
    private static ChromeDriver driver;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "no Chromium with its driver is installed, so the page is not opened; on Debian: apt-get install"
                        + " chromium chromium-driver");
        scorer = LiveScorer.builder(Shop.MODEL).open();
        scorer.replay(Shop.LOG);
        scorer.add(new LiveEvent(HOSTILE, "1", Purchase.of(Shop.NOW.minusSeconds(9), BigDecimal.TEN)), Shop.NOW);
        server = LiveServer.builder(scorer, () -> Shop.NOW).port(0).token(TOKEN).start();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    @AfterAll
    static void close() {
        if (driver != null) {
            driver.quit();
            server.close();
            scorer.close();
        }
    }

    private static void ask(String customer, String token) throws InterruptedException {
        driver.get("http://127.0.0.1:" + server.port() + "/");
        driver.findElement(By.id("customer")).sendKeys(customer);
        driver.findElement(By.id("token")).sendKeys(token);
        driver.findElement(By.cssSelector("button")).click();
        for (int i = 0; i < 300 && text("message").equals("…"); i++) {
            Thread.sleep(100);
        }
    }

    private static String text(String id) {
        return driver.findElement(By.id(id)).getText();
    }

    private static void assertSilent() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    @Test
    void aCustomerIsLookedUpAndDrawn() throws InterruptedException {
        String customer = Shop.LOG.customers().get(5);
        ask(customer, TOKEN);

        assertThat(text("message")).isEmpty();
        assertThat(text("value")).contains("€").contains("within 60 days from 2024-02-05 00:00:00 UTC on");
        assertThat(driver.findElements(By.cssSelector("#range rect, #range circle")))
                .hasSize(3);
        assertThat(driver.findElement(By.id("range")).getAttribute("aria-label"))
                .contains("80 %");
        assertThat(driver.findElements(By.cssSelector("#waterfall rect"))).hasSize(11);
        assertThat(text("base")).contains("the average customer");
        assertSilent();
    }

    @Test
    void anIdIsTextWhateverItHolds() throws InterruptedException {
        ask(HOSTILE, TOKEN);

        assertThat(text("message")).isEmpty();
        assertThat(text("facts")).contains("Events taken in");
        assertThat(driver.findElements(By.cssSelector("img"))).isEmpty();
        assertSilent();
    }

    @Test
    void whatIsRefusedIsToldInTheWordsOfTheService() throws InterruptedException {
        ask("nobody", TOKEN);
        assertThat(text("message")).contains("no event of this customer");
        ask(Shop.LOG.customers().get(5), "wrong");
        assertThat(text("message")).contains("Bearer");
        assertThat(List.of(
                        driver.findElement(By.id("prediction")).isDisplayed(),
                        driver.findElement(By.id("explanation")).isDisplayed()))
                .containsOnly(false);
        driver.manage().logs().get(LogType.BROWSER); // the browser notes refused requests
    }
}
