package dev.clv.features.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.FeaturePlan;
import dev.clv.features.SharedData;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The first 2 h 50 min of a real shop's log of views, carts and purchases: enough for sessions, too short for values.
 */
class RealSessionsTest {

    private static final String MAPPING = """
            {"customer": "user_id", "time": {"column": "event_time", "pattern": "yyyy-MM-dd HH:mm:ss 'UTC'", "zone": "UTC"},
             "kind": {"column": "event_type", "values": {"view": "view", "cart": "cart_add", "purchase": "purchase"}},
             "amount": "price", "currency": "USD", "product": "product_id", "category": "category_code"%s}
            """;

    /** Sessions, and those with a purchase and with a cart add, of all customers. */
    private static long[] sums(String session) {
        EventLog log = EventReader.csv()
                .mapping(ColumnMapping.json(MAPPING.formatted(session)))
                .read(SharedData.file("rees46_slice/2019-Oct_first_2h50m.csv.gz"));
        double[][] rows = FeaturePlan.of(List.of(BehaviourExtractors.sessions()))
                .fit(List.of())
                .extract(log, log.customers(), log.observedUntil())
                .toArray();
        return new long[] {
            Math.round(Arrays.stream(rows).mapToDouble(row -> row[0]).sum()),
            Math.round(Arrays.stream(rows).mapToDouble(row -> row[0] * row[5]).sum()),
            Math.round(Arrays.stream(rows).mapToDouble(row -> row[0] * row[6]).sum())
        };
    }

    /** Of 5,066 ids in the file, 200 have a purchase and 118 a cart add; a few come again after another one. */
    @Test
    void sessionsAreThoseThatTheShopNumbers() {
        assertThat(sums(", \"session\": \"user_session\"")).containsExactly(5070, 200, 118);
    }

    @Test
    void withoutIdsSilenceFindsFewer() {
        assertThat(sums("")).containsExactly(4518, 193, 111);
    }
}
