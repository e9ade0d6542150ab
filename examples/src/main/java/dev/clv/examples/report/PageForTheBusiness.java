package dev.clv.examples.report;

import dev.clv.ClvModel;
import dev.clv.features.event.EventLog;
import dev.clv.report.ModelReport;
import dev.clv.report.ReportPage;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The page of a simulated shop, in English and in Chinese. */
public final class PageForTheBusiness {

    private static final Duration HORIZON = Duration.ofDays(90);

    private PageForTheBusiness() {}

    /**
     * Writes report.html and report_zh.html.
     *
     * @param arguments the folder (the current one unless given) and the number of customers (1,000 unless given)
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length == 0 ? "." : arguments[0]);
        int customers = arguments.length < 2 ? 1_000 : Integer.parseInt(arguments[1]);
        write(folder, customers, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void write(Path folder, int customers, PrintStream out) throws IOException {
        ShopSimulation shop =
                ShopSimulation.builder().customers(customers).days(720).seed(1).build();
        EventLog log = shop.log();
        Instant now = shop.end().minus(HORIZON);
        ClvModel model = ClvModel.builder().horizon(HORIZON).seed(7).train(log, now.minus(HORIZON));
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
            ReportPage page = ModelReport.of(model)
                    .locale(language)
                    .budget(200)
                    .quality(log.quality())
                    .page(log, now);
            Path file = folder.resolve(language.equals(Locale.ENGLISH) ? "report.html" : "report_zh.html");
            Files.writeString(file, page.html());
            out.println(file + ": " + Files.size(file) / 1024 + " KB");
            page.cautions().forEach(caution -> out.println("note: " + caution.sentence()));
        }
    }
}
