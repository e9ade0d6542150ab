package dev.clv.features.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.SharedData;
import dev.clv.features.prepare.Preparation;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Published tables; row counts and peculiarities as their descriptions say. */
class RealTablesTest {

    private static double[][] prepared(FeatureMatrix matrix) {
        return Preparation.builder().fit(matrix).transform(matrix);
    }

    private static void assertFinite(double[][] rows) {
        assertThat(Arrays.stream(rows).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
    }

    @Test
    void theMarketingCustomerValueTableHasACustomerLifetimeValue() {
        Table table = Table.csv(
                        SharedData.file("ibm_marketing_clv/WA_Fn-UseC_-Marketing-Customer-Value-Analysis.csv.gz"))
                .id("Customer")
                .label("Customer_Lifetime_Value")
                .read();
        assertThat(table.rows()).isEqualTo(9134);
        assertThat(Arrays.stream(table.labels()).average().orElseThrow()).isCloseTo(8005, within(0.5));
        assertThat(Arrays.stream(table.labels()).max().orElseThrow()).isCloseTo(83325.38, within(0.005));
        TableEncoder encoder = TableEncoder.fit(table);
        assertThat(encoder.schema().size()).isEqualTo(22);
        assertThat(encoder.ignored()).isEmpty();
        FeatureMatrix matrix = encoder.encode(table);
        assertThat(matrix.customer(0)).isEqualTo("BU79786");
        assertThat(matrix.column("Effective_To_Date")[0])
                .isEqualTo(LocalDate.of(2011, 2, 24).toEpochDay());
        assertThat(encoder.schema().feature(encoder.schema().indexOf("Gender")).categories())
                .containsExactly("F", "M");
        assertFinite(prepared(matrix));
    }

    @Test
    void theMarketingCampaignTableHasSemicolonsAMarkAndMissingIncomes() {
        Table table = Table.csv(SharedData.file("marketing_campaign/marketing_campaign.csv.gz"))
                .id("ID")
                .label("MntWines")
                .read();
        assertThat(table.rows()).isEqualTo(2240);
        assertThat(table.columns()).hasSize(29).startsWith("ID");
        FeatureMatrix matrix = TableEncoder.fit(table).encode(table);
        assertThat(Arrays.stream(matrix.column("Income")).filter(Double::isNaN)).hasSize(24);
        assertThat(matrix.column("Dt_Customer")[0])
                .isEqualTo(LocalDate.of(2012, 9, 4).toEpochDay());
        Preparation preparation = Preparation.builder().fit(matrix);
        assertThat(preparation.constants()).contains("Z_CostContact", "Z_Revenue");
        assertThat(preparation.columns()).anyMatch(column -> column.name().equals("Income:missing"));
        assertFinite(preparation.transform(matrix));
    }

    @Test
    void equalRowsOfTheMailExperimentAreDifferentCustomers() {
        Table table = Table.csv(SharedData.file("hillstrom/hillstrom.csv.gz"))
                .label("spend")
                .exclude("visit", "conversion")
                .read();
        assertThat(table.rows()).isEqualTo(64_000);
        assertThat(Arrays.stream(table.labels()).filter(spend -> spend > 0)).hasSize(578);
        TableEncoder encoder = TableEncoder.fit(table);
        assertThat(encoder.schema().feature(1).categories()).hasSize(7).contains("6) $750 - $1,000");
        assertFinite(prepared(encoder.encode(table)));
        Table distinct = Table.csv(SharedData.file("hillstrom/hillstrom.csv.gz"))
                .dropDuplicates()
                .read();
        assertThat(distinct.duplicates()).isEqualTo(6562);
    }
}
