package dev.clv.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clv.caution.Caution;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"rawtypes", "unchecked"}) // a wrong type is passed on purpose
class DecisionsTest {

    private static final Instant AT = Instant.parse("2024-06-17T00:00:00Z");
    private static final Overruling BY_HAND = new Overruling("ana", "complained by telephone", AT.plusSeconds(60));

    /** What a test decides. */
    public record Call(String team, double costPerCall) {}

    private final Decisions<Call> decisions = new Decisions<>(
            "test-call",
            new Provenance(AT, "0123456789abcdef", "1.2.3", Map.of("budget", "2")),
            List.of(
                    new Decision<>("=c1", new Call("north", 1.5), List.of("late", "dear"), Map.of("risk", 0.25)),
                    new Decision<>("c2", new Call("south", 2), List.of(), Map.of("risk", Double.NaN))),
            Map.of(Exclusions.OBJECTION, 3),
            List.of(Caution.of("test", "This is a test.")));

    @Test
    void comeBackFromJsonTheSame() {
        Decisions<Call> changed =
                decisions.overriding(decision -> decision.customer().equals("c2"), new Call("nobody", 0), BY_HAND);

        assertThat(Decisions.fromJson(decisions.toJson(), "test-call", Call.class))
                .isEqualTo(decisions);
        assertThat(Decisions.fromJson(changed.toJson(), "test-call", Call.class))
                .isEqualTo(changed);
    }

    @Test
    void ofAnotherKindAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Decisions.fromJson(decisions.toJson(), "test-mail", Call.class))
                .withMessageContaining("found another kind");
    }

    @Test
    void thatWereEditedAreRefusedByTheName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Decisions.fromJson(
                        decisions.toJson().replace("2024-06-17T00:00:00Z", "17.06.2024"), "test-call", Call.class))
                .withMessageContaining("'at' must be an instant")
                .withMessageContaining("was '17.06.2024'");
    }

    @Test
    void areWrittenWithTheTypeOfTheirChoices() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ((Decisions) decisions).writeCsv(new StringBuilder(), Provenance.class))
                .withMessageContaining("of the type Call, not Provenance");
    }

    @Test
    void keepTheFirstChoiceHoweverOftenTheyAreOverridden() {
        Overruling later = new Overruling("ben", "budget", AT.plusSeconds(120));

        Decision<Call> twice = decisions
                .decisions()
                .get(0)
                .overridden(new Call("south", 2), BY_HAND)
                .overridden(new Call("nobody", 0), later);

        assertThat(twice.choice()).isEqualTo(new Call("nobody", 0));
        assertThat(twice.revision()).isEqualTo(new Decision.Revision<>(new Call("north", 1.5), later));
    }

    @Test
    void areOverriddenOneAtATime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decisions.overriding(decision -> true, new Call("nobody", 0), BY_HAND))
                .withMessageContaining("were 2 of 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Overruling(" ", "budget", AT))
                .withMessageContaining("must be named");
    }

    @Test
    void areRowsThatASpreadsheetDoesNotRun() throws IOException {
        StringBuilder csv = new StringBuilder();

        decisions
                .overriding(decision -> decision.customer().equals("c2"), new Call("@all", 0), BY_HAND)
                .writeCsv(csv, Call.class);

        assertThat(csv)
                .hasToString("customer_id,team,cost_per_call,reason,overridden_by,at,model,format\n"
                        + "'=c1,north,1.5,late; dear,,2024-06-17T00:00:00Z,0123456789abcdef,test-call/1\n"
                        + "c2,'@all,0,,ana,2024-06-17T00:00:00Z,0123456789abcdef,test-call/1\n");
    }

    @Test
    void leaveOutWhoObjectsAndCountEachOnce() {
        Exclusions.Tally tally = Exclusions.objecting(Set.of("a", "b"))
                .and("staff", Set.of("b", "c", "z"))
                .tally();

        assertThat(List.of("a", "b", "b", "c", "d"))
                .filteredOn(customer -> !tally.excludes(customer))
                .containsExactly("d");
        assertThat(tally.counts()).containsExactly(Map.entry(Exclusions.OBJECTION, 2), Map.entry("staff", 1));
        assertThat(tally.cautions())
                .singleElement()
                .satisfies(caution ->
                        assertThat(caution.sentence()).startsWith("1 of the 4 customers to be left out were not met"));
    }
}
