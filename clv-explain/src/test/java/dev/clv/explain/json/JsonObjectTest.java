package dev.clv.explain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

    private static final JsonObject FILLED = JsonObject.of("thing", 3)
            .put("name", "a name")
            .put("number", 1.5)
            .put("missing", Double.NaN)
            .put("count", 1L << 40)
            .put("int", 7)
            .put("flag", true)
            .put("nothing", null)
            .put("numbers", Arrays.asList(1.0, Double.NaN))
            .put("texts", List.of("a", "b"))
            .put("part", JsonObject.part().put("x", 1))
            .put(
                    "parts",
                    List.of(JsonObject.part().put("x", 1), JsonObject.part().put("x", 2)));

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void everyMemberReadsBack() {
        JsonObject read = JsonObject.read(FILLED.toString(), "thing", 3);
        assertThat(read.text("name")).isEqualTo("a name");
        assertThat(read.number("number")).isEqualTo(1.5);
        assertThat(read.number("int")).isEqualTo(7);
        assertThat(read.number("missing")).isNaN();
        assertThat(read.count("count")).isEqualTo(1L << 40);
        assertThat(read.integer("int")).isEqualTo(7);
        assertThat(read.flag("flag")).isTrue();
        assertThat(read.value("nothing")).isNull();
        assertThat(read.has("nothing")).isFalse();
        assertThat(read.optionalText("nothing")).isNull();
        assertThat(read.optionalText("absent")).isNull();
        assertThat(read.optionalText("name")).isEqualTo("a name");
        assertThat(read.numbers("numbers")).containsExactly(1.0, Double.NaN);
        assertThat(read.texts("texts")).containsExactly("a", "b");
        assertThat(read.part("part").integer("x")).isEqualTo(1);
        assertThat(read.parts("parts", part -> part.integer("x"))).containsExactly(1, 2);
        assertThat(read.toString()).isEqualTo(FILLED.toString());
        assertThat(read.members()).containsAllEntriesOf(Map.of("kind", "thing", "version", 3L));
    }

    @Test
    void anotherTypeIsRefusedByThePathOfTheMember() {
        JsonObject read = JsonObject.read(FILLED.toString(), "thing", 3);
        String remedy = "; use what toJson() wrote, unchanged";
        assertRefused(() -> read.text("absent"), "'absent' is missing" + remedy);
        assertRefused(() -> read.number("name"), "'name' must be a number" + remedy);
        assertRefused(() -> read.count("number"), "'number' must be a whole number" + remedy);
        assertRefused(() -> read.integer("count"), "'count' must be a whole number below 2^31" + remedy);
        assertRefused(() -> read.flag("int"), "'int' must be true or false" + remedy);
        assertRefused(() -> read.part("texts"), "'texts' must be an object" + remedy);
        assertRefused(() -> read.numbers("texts"), "'texts[0]' must be a number" + remedy);
        assertRefused(() -> read.texts("part"), "'part' must be a list" + remedy);
        assertRefused(() -> read.parts("parts", part -> part.text("y")), "'parts[0].y' is missing" + remedy);
        assertRefused(() -> read.part("part").text("x"), "'part.x' must be a string" + remedy);
    }

    @Test
    void anotherKindAndAnotherVersionAreRefusedInWords() {
        String text = FILLED.toString();
        assertRefused(
                () -> JsonObject.read(text, "other", 3),
                "expected JSON of the kind 'other', found another kind; use what toJson() wrote, unchanged");
        assertRefused(
                () -> JsonObject.read("{\"version\": 3}", "thing", 3),
                "expected JSON of the kind 'thing', found no kind; use what toJson() wrote, unchanged");
        assertRefused(
                () -> JsonObject.read("{\"kind\": \"thing\"}", "thing", 3),
                "expected JSON of the kind 'thing' and version 3, found no version; "
                        + "use what toJson() wrote, unchanged");
        assertRefused(
                () -> JsonObject.read(text, "thing", 4),
                "expected JSON of the kind 'thing' and version 4, found version 3; "
                        + "read it with the older library that wrote it, or write it again");
        assertRefused(
                () -> JsonObject.read(text, "thing", 2),
                "expected JSON of the kind 'thing' and version 2, found version 3; "
                        + "read it with the newer library that wrote it, or write it again");
        assertRefused(
                () -> JsonObject.read("[]", "thing", 3),
                "the JSON of the kind 'thing' must be an object; use what toJson() wrote, unchanged");
    }
}
