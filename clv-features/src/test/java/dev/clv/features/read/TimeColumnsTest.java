package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.event.EventLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeColumnsTest {

    private static ByteArrayInputStream bytes(String... lines) {
        return new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static ColumnMapping counted(String pattern) {
        return ColumnMapping.builder()
                .customer("customer_id")
                .time("time", pattern)
                .amount("amount")
                .build();
    }

    @Test
    void aNumberOfJsonIsACountAsItsTextIs() {
        EventLog log = EventReader.jsonLines()
                .mapping(counted("epoch-millis"))
                .read(
                        bytes(
                                "{\"customer_id\":\"a\",\"time\":1582939984000,\"amount\":10}",
                                "{\"customer_id\":\"a\",\"time\":\"1582939985000\",\"amount\":10}",
                                "{\"customer_id\":\"a\",\"time\":1.582939986E12,\"amount\":10}"),
                        "events");
        assertThat(log.history("a").events())
                .extracting(event -> event.time().getEpochSecond())
                .containsExactly(1582939984L, 1582939985L, 1582939986L);
    }

    @Test
    void timesOfAnAttributeTableMayBeWrittenAsThoseOfTheMapping(@TempDir Path folder) throws IOException {
        Path table = Files.writeString(
                folder.resolve("tiers.csv"), "customer_id,time,tier\na,1582900000,gold\na,2020-03-01,silver\n");
        EventLog log = EventReader.csv()
                .mapping(ColumnMapping.builder()
                        .customer("customer_id")
                        .time("time", "epoch-seconds")
                        .zone(ZoneOffset.UTC)
                        .amount("amount")
                        .build())
                .attributes(table)
                .observedUntil(Instant.parse("2020-03-02T00:00:00Z"))
                .read(bytes("customer_id,time,amount", "a,1582939984,10"), "events");
        assertThat(log.history("a").events())
                .extracting(event -> event.time().toString())
                .containsExactly("2020-02-28T14:26:40Z", "2020-02-29T01:33:04Z", "2020-03-01T00:00:00Z");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1582939984    | it fits the pattern epoch-seconds: write \"time\": {\"column\": \"time\", \"pattern\": \"epoch-seconds\"}",
                "1582939984000 | it fits the pattern epoch-millis:",
                "44198.5       | it fits the pattern excel-days:",
                "2/13/2024 2:05 PM | it fits the pattern M/d/yyyy h:mm a:",
                "03/04/2024    | it fits the pattern d/M/yyyy or M/d/yyyy:",
                "soon          | give a time pattern that fits"
            })
    void theMessageOfAnUnreadTimeNamesThePatternThatFits(String time, String remedy) {
        assertThatThrownBy(() -> EventReader.csv()
                        .zone(ZoneOffset.UTC)
                        .read(bytes("customer_id,time,amount", "a," + time.strip() + ",10"), "events"))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining(remedy.strip());
    }

    @Test
    void secondsReadAsMillisecondsAreSkippedAndTheRightUnitIsNamed() {
        assertThatThrownBy(() -> EventReader.csv()
                        .mapping(counted("epoch-millis"))
                        .read(bytes("customer_id,time,amount", "a,1582939984,10"), "events"))
                .hasMessageContaining("it fits the pattern epoch-seconds");
    }

    @Test
    void timesThatNoShopCanMeanAreSkippedAndNamed() {
        EventLog log = EventReader.csv()
                .zone(ZoneOffset.UTC)
                .maxSkippedShare(1)
                .read(
                        bytes(
                                "customer_id,time,amount",
                                "a,2024-02-03,1",
                                "a,0024-02-03,1",
                                "a,9999-12-31,1",
                                "a,0001-01-01,1"),
                        "events");
        assertThat(log.size()).isEqualTo(1);
        assertThat(log.quality().count(new Reason(Effect.SKIPPED, "time_implausible", "")))
                .isEqualTo(3);
        assertThat(log.observedUntil()).isEqualTo(Instant.parse("2024-02-04T00:00:00Z"));
    }

    @Test
    void aDateAndATimeOfDayInTwoColumnsAreOneTime() {
        EventLog log = EventReader.csv()
                .mapping(ColumnMapping.builder()
                        .customer("c")
                        .timeColumns(List.of("Date", "Time"), "d/M/yyyy[ H:mm]")
                        .zone(ZoneOffset.UTC)
                        .amount("a")
                        .build())
                .read(bytes("c,Date,Time,a", "x, 3/2/2024 , 9:05 ,1", "x,4/2/2024,,1"), "events");
        assertThat(log.history("x").events())
                .extracting(event -> event.time().toString())
                .containsExactly("2024-02-03T09:05:00Z", "2024-02-04T00:00:00Z");
    }

    @Test
    void daysAndFractionsOfExcelInTwoColumnsAreAdded() {
        EventLog log = EventReader.csv()
                .mapping(ColumnMapping.builder()
                        .customer("c")
                        .timeColumns(List.of("Date", "Time"), "excel-days")
                        .zone(ZoneOffset.UTC)
                        .amount("a")
                        .build())
                .read(bytes("c,Date,Time,a", "x,44197,0.75,1"), "events");
        assertThat(log.history("x").events().get(0).time()).isEqualTo(Instant.parse("2021-01-01T18:00:00Z"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"column\": \"t\", \"columns\": [\"a\", \"b\"]} | must have one of 'column' and 'columns'",
                "{\"columns\": [\"a\"]}                          | must name at least two columns",
                "{\"columns\": []}                               | must name at least two columns",
                "{\"column\": \"t\", \"pattern\": []}             | must name at least one pattern",
                "{\"column\": \"t\", \"pattern\": 5}              | 'time.pattern' must be a text",
                "{\"column\": \"t\", \"pattern\": \"epoch\"}      | epoch-seconds, epoch-millis, epoch-micros, excel-days",
                "{\"pattern\": \"iso\"}                          | 'time' needs the key 'column'"
            })
    void aTimeOfAMappingThatMakesNoSenseIsRefused(String time, String why) {
        assertThatThrownBy(() -> ColumnMapping.json("{\"customer\": \"c\", \"time\": " + time + "}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static String problemOf(String time, String cell) {
        try {
            EventReader.csv()
                    .mapping(ColumnMapping.json(
                            "{\"customer\": \"c\", \"amount\": {\"constant\": 1}, \"time\": " + time + "}"))
                    .read(new ByteArrayInputStream(("c,t\nanna," + cell + "\n").getBytes(StandardCharsets.UTF_8)), "f");
            return "";
        } catch (EventReadException e) {
            return e.getMessage();
        }
    }

    @Test
    void thePatternThatIsProposedForATimeKeepsTheZoneOrNamesOneWhereItIsNeeded() {
        String berlin = "{\"column\": \"t\", \"pattern\": \"yyyy-MM-dd HH:mm:ss xx\", \"zone\": \"Europe/Berlin\"}";
        assertThat(problemOf(berlin, "2024-01-05 10:00:00"))
                .contains("{\"column\": \"t\", \"pattern\": \"iso\", \"zone\": \"Europe/Berlin\"}")
                .doesNotContain("no offset");
        String none = "{\"column\": \"t\", \"pattern\": \"yyyy-MM-dd HH:mm:ss xx\"}";
        for (String cell : List.of("2024-01-05 10:00:00", "2024-01-05", "25.1.2024 10:00", "20240105")) {
            assertThat(problemOf(none, cell)).contains("\"zone\": \"UTC\"}").contains("no offset");
        }
        for (String cell : List.of("2024-01-05T10:00:00Z", "1704448800")) {
            assertThat(problemOf(none, cell)).contains("\"pattern\": \"").doesNotContain("\"zone\"");
        }
        assertThat(problemOf(berlin, "2024-01-05 10:00:00 UTC"))
                .contains("\"zone\": \"UTC\"}")
                .doesNotContain("no offset");
    }

    @Test
    void theMappingThatIsProposedForATimeReadsIt() {
        for (String cell : List.of("2024-01-05 10:00:00", "25.1.2024 10:00", "2024-01-05 10:00:00 UTC")) {
            String problem = problemOf("{\"column\": \"t\", \"pattern\": \"yyyy-MM-dd HH:mm:ss xx\"}", cell);
            String proposed = problem.substring(
                    problem.indexOf("{\"column\""), problem.indexOf('}', problem.indexOf("{\"column\"")) + 1);
            assertThat(problemOf(proposed, cell)).isEmpty();
        }
    }
}
