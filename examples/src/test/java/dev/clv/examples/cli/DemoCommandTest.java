package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void tellsTheWholeStoryTheSameWayEveryTime() {
        Session session = Session.run("demo", "--customers", "200");
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).isEmpty();
        assertThat(session.out())
                .contains("A simulated shop: 200 customers")
                .contains("best achievable", "past_spend_xk", "model")
                .contains("an average customer", "prediction")
                .contains("reloaded: all 200 predictions are the same, bit for bit");
        assertThat(Session.run("demo", "--customers", "200").out()).isEqualTo(session.out());
    }
}
