package dev.clv.features.btyd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.SharedData;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wholesale customers of UCI's Online Retail, calibration to 2011-06-09: no model finds that any of them stops. */
class OnlineRetailTest {

    private static final String MAPPING = """
            {"customer": "CustomerID", "time": {"column": "InvoiceDate", "pattern": "yyyy-MM-dd HH:mm:ss", "zone": "Europe/London"},
             "amount": {"product": ["Quantity", "UnitPrice"]}, "currency": "GBP", "order": "InvoiceNo",
             "drop": [{"column": "CustomerID", "blank": true}, {"column": "UnitPrice", "atMost": 0}, {"column": "Quantity", "atMost": 0}]}
            """;

    @Test
    void fitsRunToTheEdgeAndSayWhatItMeans() {
        EventLog log = EventReader.csv()
                .mapping(ColumnMapping.json(MAPPING))
                .read(SharedData.file("online_retail/online_retail.csv.gz"));
        Instant cutoff = Instant.parse("2011-06-09T23:00:00Z");
        List<PurchaseSummary> customers = log.customers().stream()
                .flatMap(customer -> PurchaseSummary.of(log.history(customer).before(cutoff)).stream())
                .toList();
        assertThat(customers).hasSize(2800);

        Fit<BgNbd> bgNbd = BgNbd.fit(customers);
        Fit<ParetoNbd> paretoNbd = ParetoNbd.fit(customers);

        assertThat(bgNbd.model().r()).isCloseTo(.742, within(5e-4));
        assertThat(bgNbd.model().alpha()).isCloseTo(8.737, within(5e-4));
        assertThat(bgNbd.logLikelihood()).isCloseTo(-13255.61, within(.005));
        assertThat(bgNbd.warnings()).containsExactly("hardly any customer stops buying: a < 1e-4");
        assertThat(paretoNbd.logLikelihood()).isCloseTo(-13255.61, within(.01));
        assertThat(paretoNbd.warnings()).containsExactly("hardly any customer stops buying: s < 1e-4");
        assertThat(paretoNbd.estimates().get(2).standardError()).isNaN();
        assertThat(paretoNbd.estimates().get(0).standardError()).isBetween(.02, .05);
        Fit<GammaGamma> spend =
                GammaGamma.fit(customers.stream().map(PurchaseSummary::spend).toList());
        assertThat(spend.warnings()).isEmpty();
    }
}
