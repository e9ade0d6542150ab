package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a log that end before the rest. */
class EndedPartTest {

    private static final LocalDate BEGIN = LocalDate.parse("2023-01-01");
    private static final LocalDate DAY = LocalDate.parse("2023-12-01");
    private static final int DAYS = 540;
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    /** A line of an order. */
    private record Line(
            String customer, LocalDate day, @Nullable String order, String category, String channel) {

        Line category(String other) {
            return new Line(customer, day, order, other, channel);
        }

        Line order(@Nullable String other) {
            return new Line(customer, day, other, category, channel);
        }

        boolean isLate() {
            return !day.isBefore(DAY);
        }
    }

    private interface Export {

        @Nullable
        Line of(Line line);
    }

    private static EventLog shop(long seed, double perDay, Export export) {
        Random random = new Random(seed);
        EventLog.Builder log = EventLog.builder().zone(ZONE);
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = BEGIN.plusDays(day);
            for (int i = 0; random.nextDouble() < perDay / (1 + perDay); i++) {
                int number = random.nextInt(150);
                String channel = number % 4 == 0 ? "store" : "web";
                Instant time = date.atStartOfDay(ZONE).toInstant().plusSeconds(random.nextInt(80_000));
                for (int line = random.nextInt(3); line >= 0; line--) {
                    Line kept = export.of(new Line(
                            "c" + number, date, channel.charAt(0) + "-" + day + i, "k" + random.nextInt(5), channel));
                    if (kept != null) {
                        log.add(kept.customer, new AttributeChange(time, "channel", kept.channel));
                        log.add(
                                kept.customer,
                                new Purchase(
                                        time,
                                        BigDecimal.valueOf(1 + random.nextInt(90)),
                                        1,
                                        kept.order,
                                        null,
                                        kept.category));
                    }
                }
            }
        }
        return log.build();
    }

    private static List<String> said(EventLog log) {
        return log.quality().counts().stream()
                .filter(count -> count.reason().key().equals(LogReasons.PART_ENDED))
                .map(count -> count.rows() + " " + count.reason().sentence())
                .toList();
    }

    private static Export unless(Predicate<Line> lost) {
        return line -> line.isLate() && lost.test(line) ? null : line;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 3, 10})
    void aWholeLogGivesNoReason(double perDay) {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(said(shop(seed, perDay, line -> line))).isEmpty();
            assertThat(said(shop(seed, perDay, line -> line.day.getDayOfWeek() == DayOfWeek.SUNDAY ? null : line)))
                    .isEmpty();
        }
    }

    @Test
    void aDayOfTheWeekThatIsMissingFromOneDayOnIsTold() {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(said(shop(seed, 5, unless(line -> line.day.getDayOfWeek() == DayOfWeek.SUNDAY))))
                    .singleElement()
                    .asString()
                    .containsPattern(
                            "^2\\d\\d days at the end, from 2023-11-2. on, saw no purchase on a Sunday \\(\\d+ % before\\)");
            assertThat(said(shop(seed, 5, unless(line -> line.day.getDayOfWeek().getValue() > 5))))
                    .singleElement()
                    .asString()
                    .contains("on a Saturday (", "on a Sunday (");
        }
    }

    @Test
    void aCategoryAChannelAndAFormOfOrderNumbersThatAreMissingFromOneDayOnAreTold() {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(said(shop(seed, 5, unless(line -> line.category.equals("k3")))))
                    .singleElement()
                    .asString()
                    .contains("in one of the categories (")
                    .doesNotContain("k3");
            assertThat(said(shop(seed, 5, unless(line -> Set.of("k1", "k3").contains(line.category)))))
                    .singleElement()
                    .asString()
                    .containsPattern("in several categories \\(\\d+, \\d+ % before\\)");
            assertThat(said(shop(seed, 5, unless(line -> line.channel.equals("store")))))
                    .singleElement()
                    .asString()
                    .contains("with numbers of orders of the form 'a-9' (", "value of the attribute 'channel' (")
                    .doesNotContain("store");
        }
    }

    @Test
    void anotherNameForTheSamePartIsNoLoss() {
        for (int seed = 0; seed < 5; seed++) {
            UnaryOperator<Line> renamed =
                    line -> line.isLate() && line.category.equals("k3") ? line.category("new") : line;
            assertThat(said(shop(seed, 5, renamed::apply))).isEmpty();
            assertThat(said(shop(seed, 5, line -> line.isLate() ? line.order("2023/" + line.order) : line)))
                    .isEmpty();
        }
    }

    @Test
    void seasonalGoodsAreNotMissed() {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(said(shop(
                            seed,
                            5,
                            line -> line.category.equals("k3")
                                    ? line.category(line.day.getMonthValue() > 9 ? "skis" : "k1")
                                    : line)))
                    .isEmpty();
        }
    }

    @Test
    void aLogOfOneEventOrOfNoneGivesNoReason() {
        assertThat(said(EventLog.builder().build())).isEmpty();
        assertThat(said(EventLog.builder()
                        .add("a", Purchase.of(BEGIN.atStartOfDay(ZoneOffset.UTC).toInstant(), BigDecimal.ONE))
                        .build()))
                .isEmpty();
    }
}
