package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdbcEventReaderTest {

    /** A result set of the given values; knows the calls that a forward-only driver must support. */
    private static ResultSet rows(String[] labels, int[] types, Object[]... values) {
        int[] at = {-1};
        boolean[] wasNull = {false};
        ResultSetMetaData data = (ResultSetMetaData) Proxy.newProxyInstance(
                ResultSetMetaData.class.getClassLoader(),
                new Class<?>[] {ResultSetMetaData.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getColumnCount" -> labels.length;
                    case "getColumnLabel" -> labels[(int) arguments[0] - 1];
                    case "getColumnType" -> types[(int) arguments[0] - 1];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return (ResultSet) Proxy.newProxyInstance(
                ResultSet.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getMetaData":
                            return data;
                        case "next":
                            return ++at[0] < values.length;
                        case "wasNull":
                            return wasNull[0];
                        default:
                    }
                    Object value = values[at[0]][(int) arguments[0] - 1];
                    if (value instanceof SQLException broken) {
                        throw broken;
                    }
                    wasNull[0] = value == null;
                    return switch (method.getName()) {
                        case "getLong" -> value == null ? 0L : ((Number) value).longValue();
                        case "getFloat" -> value == null ? 0f : ((Number) value).floatValue();
                        case "getDouble" -> value == null ? 0.0 : ((Number) value).doubleValue();
                        case "getString", "getBigDecimal", "getObject" -> value;
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    @Test
    void standardLabelsInAnyCaseAndExactDecimals() {
        ResultSet rows = rows(
                new String[] {"CUSTOMER_ID", "TIME", "AMOUNT", "QUANTITY", "ORDER_ID"},
                new int[] {Types.BIGINT, Types.TIMESTAMP_WITH_TIMEZONE, Types.DECIMAL, Types.INTEGER, Types.VARCHAR},
                new Object[] {
                    7L, OffsetDateTime.parse("2024-01-05T11:00:00+01:00"), new BigDecimal("1234567890.12"), 2, "o1"
                },
                new Object[] {8L, OffsetDateTime.parse("2024-01-05T11:00:00+01:00"), new BigDecimal("1E+3"), null, null
                });
        EventLog log = EventReader.jdbc(rows).strict().read();
        Instant time = Instant.parse("2024-01-05T10:00:00Z");
        assertThat(log.history("7").events())
                .containsExactly(new Purchase(time, new BigDecimal("1234567890.12"), 2, "o1", null, null));
        assertThat(((Purchase) log.history("8").events().get(0)).amount()).isEqualByComparingTo("1000");
    }

    @Test
    void countsOfAnyNumericTypeAreTimes() {
        Instant time = Instant.parse("2024-02-03T00:00:00Z");
        int[] types = {Types.BIGINT, Types.DOUBLE, Types.DECIMAL, Types.VARCHAR};
        Object[] millis = {
            time.toEpochMilli(), (double) time.toEpochMilli(), new BigDecimal("1.7069184E+12"), "1706918400000"
        };
        for (int i = 0; i < types.length; i++) {
            ResultSet rows = rows(
                    new String[] {"who", "at", "paid"},
                    new int[] {Types.VARCHAR, types[i], Types.DOUBLE},
                    new Object[] {"x", millis[i], 12.5});
            EventLog log = EventReader.jdbc(rows)
                    .mapping(ColumnMapping.builder()
                            .customer("who")
                            .time("at", "epoch-millis")
                            .amount("paid")
                            .build())
                    .strict()
                    .read();
            assertThat(log.firstEvent()).contains(time);
        }
    }

    @Test
    void aDateAndATimeOfDayAreOneTime() {
        ResultSet rows = rows(
                new String[] {"who", "day", "clock", "paid"},
                new int[] {Types.VARCHAR, Types.DATE, Types.TIME, Types.DOUBLE},
                new Object[] {"x", LocalDate.of(2024, 2, 3), "10:11:12", 12.5});
        EventLog log = EventReader.jdbc(rows)
                .mapping(ColumnMapping.builder()
                        .customer("who")
                        .timeColumns(List.of("day", "clock"))
                        .zone(ZoneId.of("Europe/Berlin"))
                        .amount("paid")
                        .build())
                .strict()
                .read();
        assertThat(log.firstEvent()).contains(Instant.parse("2024-02-03T09:11:12Z"));
    }

    @Test
    void localTimestampsAndDatesBelongToTheMappingsZoneWhateverItsPattern() {
        ColumnMapping mapping = ColumnMapping.builder()
                .customer("c")
                .time("t", "dd.MM.yyyy")
                .zone(ZoneId.of("Europe/Berlin"))
                .amount("a")
                .build();
        ResultSet stamps = rows(
                new String[] {"c", "t", "a"},
                new int[] {Types.VARCHAR, Types.TIMESTAMP, Types.DOUBLE},
                new Object[] {"x", LocalDateTime.parse("2024-07-05T10:00:00.123456"), 0.1},
                new Object[] {"y", LocalDateTime.parse("2024-07-05T10:00"), 1e7});
        EventLog log = EventReader.jdbc(stamps).mapping(mapping).strict().read();
        assertThat(log.history("x").events().get(0).time()).isEqualTo(Instant.parse("2024-07-05T08:00:00.123456Z"));
        assertThat(((Purchase) log.history("x").events().get(0)).amount()).isEqualByComparingTo("0.1");
        assertThat(((Purchase) log.history("y").events().get(0)).amount()).isEqualByComparingTo("10000000");
        ResultSet days =
                rows(new String[] {"c", "t", "a"}, new int[] {Types.VARCHAR, Types.DATE, Types.REAL}, new Object[] {
                    "x", LocalDate.parse("2024-07-05"), 0.1f
                });
        EventLog byDay = EventReader.jdbc(days).mapping(mapping).strict().read();
        assertThat(byDay.history("x").events())
                .containsExactly(Purchase.of(Instant.parse("2024-07-04T22:00:00Z"), new BigDecimal("0.1")));
        ResultSet texts = rows(
                new String[] {"c", "t", "a"},
                new int[] {Types.VARCHAR, Types.VARCHAR, Types.NUMERIC},
                new Object[] {"x", "05.07.2024", BigDecimal.ONE});
        assertThat(EventReader.jdbc(texts).mapping(mapping).strict().read().firstEvent())
                .contains(Instant.parse("2024-07-04T22:00:00Z"));
    }

    @Test
    void aLocalTimestampWithoutAZoneIsAnError() {
        ResultSet rows =
                rows(new String[] {"customer_id", "time"}, new int[] {Types.VARCHAR, Types.TIMESTAMP}, new Object[] {
                    "x", LocalDateTime.parse("2024-07-05T10:00")
                });
        assertThatThrownBy(() -> EventReader.jdbc(rows).read())
                .isInstanceOf(EventReadException.class)
                .hasMessageStartingWith("result set, line 1 (record 1), column 'time'")
                .hasMessageContaining("time has no offset");
    }

    @Test
    void missingColumnsAndDriverErrorsAreNamed() {
        ResultSet without = rows(new String[] {"a", "b"}, new int[] {Types.VARCHAR, Types.VARCHAR});
        assertThatThrownBy(() -> EventReader.jdbc(without).read())
                .hasMessageContaining("column 'customer_id' is missing");
        ResultSet broken =
                rows(new String[] {"customer_id", "time"}, new int[] {Types.VARCHAR, Types.VARCHAR}, new Object[] {
                    new SQLException("connection lost"), null
                });
        assertThatThrownBy(() -> EventReader.jdbc(broken).read())
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("connection lost");
    }

    @Test
    void anEmptyResultIsAnEmptyLog() {
        ResultSet none = rows(new String[] {"customer_id", "time"}, new int[] {Types.VARCHAR, Types.VARCHAR});
        assertThat(EventReader.jdbc(none).read().size()).isZero();
    }

    @Test
    void aColumnThatResemblesOneThatIsReadIsRemarkedOn() {
        ResultSet rows = rows(
                new String[] {"who", "at", "paid", "Paid", "other"},
                new int[] {Types.VARCHAR, Types.VARCHAR, Types.DOUBLE, Types.DOUBLE, Types.DOUBLE},
                new Object[] {"x", "2024-02-03T00:00:00Z", 12.5, 10.5, 1.0});
        EventLog log = EventReader.jdbc(rows)
                .mapping(ColumnMapping.builder()
                        .customer("who")
                        .time("at")
                        .amount("paid")
                        .build())
                .read();

        assertThat(log.quality().counts()).singleElement().satisfies(count -> {
            assertThat(count.reason().key()).isEqualTo("column_resembles");
            assertThat(count.samples()).extracting(sample -> sample.column()).containsExactly("Paid");
        });
    }
}
