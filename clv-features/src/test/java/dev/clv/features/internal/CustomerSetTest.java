package dev.clv.features.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CustomerSetTest {

    private static CustomerSet of(int enough, long... customers) {
        CustomerSet set = new CustomerSet(enough);
        LongStream.of(customers).forEach(set::add);
        return set;
    }

    private static CustomerSet merged(CustomerSet set, CustomerSet other) {
        StateWriter out = new StateWriter();
        other.snapshot(out);
        StateReader in = new StateReader(out.toBytes());
        set.merge(in);
        in.end();
        return set;
    }

    @Test
    void onlyDifferentCustomersCount() {
        assertThat(of(3, 5, 5, 5, 5, -1, -1).isEnough()).isFalse();
        assertThat(of(3, 5, 5, -1, Long.MAX_VALUE).isEnough()).isTrue();
        assertThat(of(1, 5).isEnough()).isTrue();
        assertThat(of(1).isEnough()).isFalse();
        assertThat(of(20, LongStream.range(0, 19).toArray()).isEnough()).isFalse();
        assertThat(of(20, LongStream.range(0, 21).toArray()).isEnough()).isTrue();
    }

    @Test
    void customersOfBothSetsCountOnceWhenMerged() {
        assertThat(merged(of(3, 1, 2), of(3, 2, 1)).isEnough()).isFalse();
        assertThat(merged(of(3, 1, 2), of(3, 2, 7)).isEnough()).isTrue();
        assertThat(merged(of(3), of(3, 1, 2, 3)).isEnough()).isTrue();
        assertThat(merged(of(3, 1, 2, 3), of(3, 1)).isEnough()).isTrue();
    }

    @Test
    void anIdAlwaysHasTheSameHash() {
        assertThat(CustomerSet.hash("17850")).isEqualTo(CustomerSet.hash("1785" + 0));
        assertThat(CustomerSet.hash("17850")).isNotEqualTo(CustomerSet.hash("17851"));
    }
}
