package dev.clv.features.btyd;

import dev.clv.features.SharedData;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The CDNOW sample of Fader and Hardie: 2,357 customers, calibration to 1997-09-30, 39 weeks after it. */
final class Cdnow {

    static final Instant CUTOFF = Instant.parse("1997-10-01T00:00:00Z");

    private Cdnow() {}

    static EventLog log() {
        EventLog.Builder log = EventLog.builder().currency("USD");
        for (String line : SharedData.lines(SharedData.file("cdnow/CDNOW_sample.txt.gz"))) {
            String[] cells = line.strip().split("\\s+");
            Instant day = LocalDate.parse(cells[2], DateTimeFormatter.BASIC_ISO_DATE)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            log.add(
                    cells[1],
                    new Purchase(day, new BigDecimal(cells[4]), Double.parseDouble(cells[3]), null, null, null));
        }
        return log.build();
    }

    static List<PurchaseSummary> summaries() {
        EventLog log = log();
        return log.customers().stream()
                .map(customer ->
                        PurchaseSummary.of(log.history(customer).before(CUTOFF)).orElseThrow())
                .toList();
    }

    /** The published table of x and mean value of repeat order-days, with two decimals. */
    static List<Spend> publishedSpend() {
        return SharedData.lines(SharedData.file("cdnow/cdnow_customers_summary_with_transactions.csv.gz")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> Double.parseDouble(cells[4]) > 0
                        ? new Spend(Integer.parseInt(cells[1]), Double.parseDouble(cells[4]))
                        : Spend.NONE)
                .toList();
    }
}
