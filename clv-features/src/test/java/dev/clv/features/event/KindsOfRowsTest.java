package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class KindsOfRowsTest {

    private static final long START = 1_672_531_200_000_000L;

    private static EventLog.Builder rows(int count, IntFunction<String> id, IntFunction<EventKind> kind) {
        EventLog.Builder builder = EventLog.builder();
        EventRow row = new EventRow();
        for (int i = 0; i < count; i++) {
            row.clear();
            row.customer("c" + i % 20).time(START + 3_600_000_000L * i).kind(kind.apply(i));
            row.amount(BigDecimal.valueOf(5 + i % 7)).eventId(id.apply(i));
            builder.append(row);
        }
        return builder;
    }

    @Test
    void idsThatMostRowsShareWithAnotherEventAreRefused() {
        assertThatThrownBy(() ->
                        rows(1000, i -> "2.02401E+11", i -> EventKind.PURCHASE).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("999 of 1,000 rows repeat the event id")
                .hasMessageContaining("leave \"id\" out");
        assertThatThrownBy(() ->
                        rows(1000, i -> "" + i % 400, i -> EventKind.PURCHASE).build())
                .hasMessageContaining("600 of 1,000 rows");
        assertThatThrownBy(() ->
                        rows(1000, i -> "" + i % 690, i -> EventKind.PURCHASE).build())
                .hasMessageContaining("310 of 1,000 rows");
    }

    @Test
    void idsThatRowsShareWithinReasonAreKept() {
        assertThat(rows(1000, i -> "" + i, i -> EventKind.PURCHASE)
                        .build()
                        .quality()
                        .duplicates())
                .isZero();
        assertThat(rows(1000, i -> "" + i % 600, i -> EventKind.PURCHASE)
                        .build()
                        .quality()
                        .duplicates())
                .isEqualTo(400);
    }

    @Test
    void rowsThatAreEqualMayShareTheirIdHoweverManyTheyAre() {
        EventLog.Builder builder = EventLog.builder();
        EventRow row = new EventRow();
        for (int i = 0; i < 1000; i++) {
            row.clear();
            row.customer("c").time(START).kind(EventKind.PURCHASE);
            row.amount(BigDecimal.TEN).eventId("one");
            builder.append(row);
        }

        assertThat(builder.build().quality().duplicates()).isEqualTo(999);
    }

    @Test
    void moreRefundsThanPurchasesAreToldOnce() {
        DataQualityReport most = rows(100, i -> null, i -> i % 10 == 0 ? EventKind.PURCHASE : EventKind.REFUND)
                .build()
                .quality();
        DataQualityReport few = rows(100, i -> null, i -> i % 10 == 0 ? EventKind.REFUND : EventKind.PURCHASE)
                .build()
                .quality();
        DataQualityReport all =
                rows(100, i -> null, i -> EventKind.REFUND).build().quality();

        assertThat(most.counts()).anySatisfy(count -> {
            assertThat(count.reason().key()).isEqualTo("refunds_outnumber_purchases");
            assertThat(count.rows()).isEqualTo(90);
            assertThat(count.reason().sentence()).contains("beside 10 purchases", "refundWhen");
        });
        assertThat(few.counts()).noneMatch(count -> count.reason().key().startsWith("refunds_outnumber"));
        assertThat(most.count(LogReasons.NO_PURCHASE)).isZero();
        assertThat(all.count(LogReasons.NO_PURCHASE)).isEqualTo(100);
        assertThat(all.counts()).noneMatch(count -> count.reason().key().startsWith("refunds_outnumber"));
    }
}
