package dev.clv.explain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RecordJsonTest {

    public enum Tint {
        RED,
        GREEN
    }

    public record Part(String name, double value) {
        public Part {
            if (value < 0) {
                throw new IllegalArgumentException("value must not be negative, was " + value);
            }
        }
    }

    public record Whole(
            String name,
            @Nullable String note,
            double value,
            int small,
            long large,
            boolean flag,
            Tint tint,
            Part part,
            List<Part> parts,
            List<List<Double>> table,
            Map<String, Part> named) {
        public Whole {
            parts = List.copyOf(parts);
        }

        public double derived() {
            return 2 * value;
        }
    }

    public record Kind(String kind) {}

    private static final Whole WHOLE = new Whole(
            "w",
            null,
            Double.NaN,
            -3,
            Long.MIN_VALUE,
            true,
            Tint.GREEN,
            new Part("p", 0.1),
            List.of(new Part("q", 5), new Part("r", Double.NaN)),
            List.of(List.of(1.0, -0.0), List.of(Double.NaN)),
            Map.of("one", new Part("s", 1e-300)));

    @Test
    void aRecordReadsBackEqual() {
        String json = RecordJson.write("whole", 1, WHOLE);
        assertThat(RecordJson.read(json, "whole", 1, Whole.class)).isEqualTo(WHOLE);
        assertThat(json).startsWith("{\n  \"kind\" : \"whole\",\n  \"version\" : 1,\n  \"name\" : \"w\",");
    }

    @Test
    void itsMembersAreThoseThatWebFrameworksWrite() {
        Whole whole = new Whole(
                "w", "n", 1.25, 1, 2, false, Tint.RED, new Part("p", 3), List.of(), List.of(List.of(2.5)), Map.of());
        Map<?, ?> byMapper = JsonMapper.shared().readValue(JsonMapper.shared().writeValueAsString(whole), Map.class);
        Map<?, ?> ours = JsonMapper.shared().readValue(Json.write(RecordJson.members(whole)), Map.class);
        assertThat(ours).isEqualTo(byMapper);
    }

    @Test
    void theRulesOfARecordHoldForWhatIsRead() {
        String json = RecordJson.write("whole", 1, WHOLE).replace("\"value\" : 0.1", "\"value\" : -0.1");
        assertThatThrownBy(() -> RecordJson.read(json, "whole", 1, Whole.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value must not be negative, was -0.1");
        String noParts = "{\"kind\": \"whole\", \"version\": 1, \"name\": \"w\", \"note\": null, \"value\": 1, "
                + "\"small\": 1, \"large\": 2, \"flag\": true, \"tint\": \"RED\", \"part\": null, \"parts\": [], "
                + "\"table\": [], \"named\": {}}";
        assertThat(RecordJson.read(noParts, "whole", 1, Whole.class).note()).isNull();
        assertThatThrownBy(() -> RecordJson.read(noParts.replace("[]", "null"), "whole", 1, Whole.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'parts' must be a list");
        assertThatThrownBy(() -> RecordJson.read(noParts.replace("RED", "Anna"), "whole", 1, Whole.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'tint' must be one of [RED, GREEN]");
        assertThatThrownBy(() ->
                        RecordJson.read(noParts.replace("\"small\": 1", "\"small\": null"), "whole", 1, Whole.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'small' must be a whole number");
    }

    @Test
    void aComponentOfItsOwnKindIsRefused() {
        assertThatThrownBy(() -> RecordJson.write("kind", 1, new Kind("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not have a component 'kind'");
    }
}
