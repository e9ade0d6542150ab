package dev.clv.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    private static final Instant CUTOFF = Instant.parse("2024-03-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2024-02-29T23:59:59.999999999Z, 0",
        "2024-03-01T00:00:00Z, 1",
        "2024-03-30T23:59:59.999999999Z, 1",
        "2024-03-31T00:00:00Z, 0"
    })
    void ordersAndActivityBeginAtTheCutoffAndEndBeforeTheEnd(Instant time, double expected) {
        Label label = label(EventLog.builder()
                .add("c", Purchase.of(time, BigDecimal.TEN))
                .add("late", Purchase.of(CUTOFF.plusSeconds(90L * 24 * 3600), BigDecimal.ONE))
                .build());

        assertThat(Target.value().measure(label)).isEqualTo(10 * expected);
        assertThat(Target.orders().measure(label)).isEqualTo(expected);
        assertThat(Target.active().measure(label)).isEqualTo(expected);
    }

    @Test
    void ordersAreCalendarDaysInTheZoneOfTheLogAndActivityIsOneHoweverMany() {
        EventLog.Builder log = EventLog.builder().zone(ZoneId.of("Europe/Berlin"));
        for (String time : List.of("2024-03-05T22:30:00Z", "2024-03-05T23:30:00Z", "2024-03-06T10:00:00Z")) {
            log.add("c", Purchase.of(Instant.parse(time), BigDecimal.ONE));
        }
        log.add("late", Purchase.of(CUTOFF.plusSeconds(90L * 24 * 3600), BigDecimal.ONE));
        Label label = label(log.build());

        assertThat(Target.orders().measure(label)).isEqualTo(2);
        assertThat(Target.active().measure(label)).isEqualTo(1);
    }

    @Test
    void aPurchaseOfNothingOrOneThatIsRefundedIsActivityWithoutValueAndARefundAloneIsNone() {
        Instant day = CUTOFF.plusSeconds(3600);
        Label free = label(EventLog.builder()
                .add("c", Purchase.of(day, BigDecimal.ZERO))
                .add("late", late())
                .build());
        Label refunded = label(EventLog.builder()
                .add("c", Purchase.of(day, BigDecimal.TEN))
                .add("c", Refund.of(day.plusSeconds(1), BigDecimal.TEN))
                .add("late", late())
                .build());
        Label refundAlone = label(EventLog.builder()
                .add("c", Refund.of(day, BigDecimal.TEN))
                .add("late", late())
                .build());

        for (Label label : List.of(free, refunded)) {
            assertThat(Target.value().measure(label)).isZero();
            assertThat(Target.orders().measure(label)).isEqualTo(1);
            assertThat(Target.active().measure(label)).isEqualTo(1);
        }
        assertThat(Target.orders().measure(refundAlone)).isZero();
        assertThat(Target.active().measure(refundAlone)).isZero();
    }

    @Test
    void aTargetIsFoundByItsNameAndAnUnknownNameIsRefused() {
        for (Target target : List.of(Target.value(), Target.orders(), Target.active())) {
            assertThat(Target.of(target.name())).isSameAs(target);
            assertThat(target.unit()).isNotBlank();
            assertThat(target.description()).isNotBlank();
        }
        assertThatThrownBy(() -> Target.of("visits"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no target 'visits'; there are [value, orders, active]");
    }

    @ParameterizedTest
    @CsvSource({"P30D, value@30d", "PT720H, value@30d", "PT36H, value@PT36H", "PT0.5S, value@PT0.5S"})
    void theValueOverAHorizonIsFoundByItsName(Duration horizon, String name) {
        Target target = Target.value(horizon);

        assertThat(target.name()).isEqualTo(name);
        assertThat(target.horizon()).isEqualTo(new Horizon(horizon));
        assertThat(Target.of(name)).isEqualTo(target).hasSameHashCodeAs(target);
        assertThat(target).isNotEqualTo(Target.value());
        assertThat(target.measure(new Label(7, false, 2))).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"value@", "value@0d", "value@30", "value@-3d", "value@P1M", "value@99999d", "value@PT-1H"})
    void aNameWithoutAHorizonIsRefused(String name) {
        assertThatThrownBy(() -> Target.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no target '" + name + "'");
    }

    @Test
    void targetsWithAHorizonOfTheirOwnComeLast() {
        Target month = Target.value(Duration.ofDays(30));
        Targets targets = Targets.of(Target.value(), Target.orders()).and(List.of(month));

        assertThat(targets.ofMainHorizon()).isEqualTo(Targets.of(Target.value(), Target.orders()));
        assertThat(targets.ofOtherHorizons()).containsExactly(month);
        assertThatThrownBy(() -> Targets.of(Target.value(), month, Target.orders()))
                .hasMessage("target 'orders' must come before 'value@30d', which has a horizon of its own; the targets"
                        + " are [value, value@30d, orders]");
        assertThatThrownBy(() -> targets.and(List.of(Target.value(Duration.ofHours(720)))))
                .hasMessageContaining("target 'value@30d' is given twice");
    }

    @Test
    void theValueComesFirstAndNoTargetTwice() {
        assertThat(Targets.of(Target.value(), Target.active()).indexOf("active"))
                .isEqualTo(1);
        assertThatThrownBy(() -> Targets.of(Target.orders(), Target.value()))
                .hasMessage("the first target must be 'value', the targets are [orders, value]");
        assertThatThrownBy(Targets::of).hasMessage("the first target must be 'value', the targets are []");
        assertThatThrownBy(() -> Targets.of(Target.value(), Target.orders(), Target.orders()))
                .hasMessage("target 'orders' is given twice in [value, orders, orders]; name it once");
        assertThatThrownBy(() -> Targets.value().indexOf("orders"))
                .hasMessage("there is no target 'orders' here; the targets are [value]");
    }

    private static Purchase late() {
        return Purchase.of(CUTOFF.plusSeconds(90L * 24 * 3600), BigDecimal.ONE);
    }

    private static Label label(EventLog log) {
        return LabelWindow.observed(log, CUTOFF, Horizon.ofDays(30)).label(log.history("c"));
    }
}
