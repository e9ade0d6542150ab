package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventField;
import dev.clv.features.event.EventKind;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.EventRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page docs/mapping.md against the parser and the schema: its examples are what it says they are. */
class MappingPageTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```json\n(.*?)```\n```(csv|js)\n(.*?)```\n```events\n(.*?)```\n", Pattern.DOTALL);
    private static final String SCHEMA = schemaText();
    private static final Schema VALIDATOR = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SCHEMA, InputFormat.JSON);

    /** An example of the page: a mapping, a file, and what comes of it. */
    record Example(String mapping, String kind, String file, String events) {
        @Override
        public String toString() {
            return mapping;
        }
    }

    static List<Example> examples() throws IOException {
        return EXAMPLE.matcher(page())
                .results()
                .map(match -> new Example(match.group(1), match.group(2), match.group(3), match.group(4)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsReadAsThePageSays(Example example) {
        ColumnMapping mapping = ColumnMapping.json(example.mapping());
        byte[] file = example.file().getBytes(mapping.format().encoding());
        FileEventReader<?> reader = example.kind().equals("csv") ? EventReader.csv() : EventReader.jsonLines();
        reader.mapping(mapping).maxSkippedShare(1);

        assertThat(told(reader.read(new ByteArrayInputStream(file), "file"))).isEqualTo(example.events());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleFitsTheSchema(Example example) {
        assertThat(VALIDATOR.validate(example.mapping(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void everyExampleOfThePageIsTested() throws IOException {
        long mappings = page().lines().filter(line -> line.equals("```json")).count();

        assertThat(examples()).hasSize((int) mappings).hasSizeGreaterThan(15);
    }

    @Test
    void everyKeyHasAnExampleAndNoOtherKeyDoes() throws IOException {
        Set<String> used = new TreeSet<>();
        examples().forEach(example -> collect("", JsonValue.parse(example.mapping()), used));

        assertThat(used).containsExactlyElementsOf(new TreeSet<>(knownKeys()));
    }

    @Test
    void thePageDescribesTheKeysInTheOrderInWhichTheParserKnowsThem() throws IOException {
        List<String> headings = page().lines()
                .filter(line -> line.startsWith("### "))
                .flatMap(line -> Pattern.compile("`(\\w+)`").matcher(line).results())
                .map(match -> match.group(1))
                .toList();

        assertThat(headings).containsExactlyElementsOf(MappingJson.knownKeys().get(""));
        for (String key : knownKeys()) {
            String word = key.startsWith("condition.") ? key.substring("condition.".length()) : key;
            assertThat(page()).as(key).contains("`" + word + "`");
        }
    }

    @Test
    void theSchemaKnowsTheKeysThatTheParserKnows() {
        JsonValue schema = JsonValue.parse(SCHEMA);
        MappingJson.knownKeys().forEach((place, keys) -> {
            JsonValue object = place.isEmpty() ? schema : field(field(schema, "$defs"), place);
            assertThat(field(object, "properties").fields().keySet())
                    .as(place)
                    .containsExactlyInAnyOrderElementsOf(keys);
        });
        assertThat(field(field(field(schema, "$defs"), "kindOfEvent"), "enum").items().stream()
                        .map(JsonValue::text))
                .containsExactly(
                        Arrays.stream(EventKind.values()).map(EventKind::word).toArray(String[]::new));
    }

    @Test
    void parserAndSchemaRefuseTheSameMistakes() throws IOException {
        List<String> mistakes = new ArrayList<>(List.of(
                "[]",
                "{}",
                "{\"customer\": \"c\"}",
                "{\"customer\": 5, \"time\": \"t\"}",
                "{\"customer\": \" \", \"time\": \"t\"}",
                with("\"time\": {\"zone\": \"UTC\"}"),
                with("\"amount\": {\"product\": [\"a\"]}"),
                with("\"amount\": {\"product\": [\"a\", \"b\"], \"constant\": 1}"),
                with("\"amount\": {\"constant\": -1}"),
                with("\"amount\": {\"constant\": \"1\"}"),
                with("\"kind\": {\"column\": \"k\", \"values\": {\"x\": \"buy\"}}"),
                with("\"kind\": {\"column\": \"k\", \"values\": {}}"),
                with("\"kind\": {\"values\": {\"x\": \"view\"}}"),
                with("\"kind\": {\"constant\": \"cart\"}"),
                with("\"drop\": {\"column\": \"a\", \"blank\": true}"),
                with("\"drop\": [{\"column\": \"a\"}]"),
                with("\"drop\": [{\"column\": \"a\", \"blank\": true, \"equals\": \"x\"}]"),
                with("\"drop\": [{\"column\": \"a\", \"all\": [{\"column\": \"a\", \"blank\": true}]}]"),
                with("\"drop\": [{\"blank\": true}]"),
                with("\"drop\": [{\"all\": []}]"),
                with("\"drop\": [{\"column\": \"a\", \"startsWith\": \"\"}]"),
                with("\"drop\": [{\"column\": \"a\", \"blank\": \"yes\"}]"),
                with("\"refundWhen\": {\"column\": \"a\", \"atMost\": \"0\"}"),
                with("\"header\": []"),
                with("\"header\": [\"c\", \"t\", \"t\"]"),
                with("\"delimiter\": \"ab\""),
                with("\"delimiter\": \"x\""),
                with("\"delimiter\": \"-\""),
                with("\"skipLines\": -1"),
                with("\"skipLines\": 1.5"),
                with("\"decimal\": \";\""),
                with("\"attributes\": \"a\""),
                with("\"amount\": {}"),
                with("\"kind\": {}"),
                with("\"currency\": {}")));
        for (Example example : examples()) {
            // Every key of every example, misspelt.
            Pattern.compile("\"(\\w+)\":")
                    .matcher(example.mapping())
                    .results()
                    .filter(match -> !inValues(example.mapping(), match))
                    .forEach(match -> mistakes.add(new StringBuilder(example.mapping())
                            .insert(match.end(1), "X")
                            .toString()));
        }
        assertThat(mistakes).hasSizeGreaterThan(100);
        for (String mistake : mistakes) {
            assertThatThrownBy(() -> ColumnMapping.json(mistake))
                    .as(mistake)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(VALIDATOR.validate(mistake, InputFormat.JSON))
                    .as(mistake)
                    .isNotEmpty();
        }
        assertThat(VALIDATOR.validate(with("\"delimiter\": \"\\t\""), InputFormat.JSON))
                .isEmpty();
    }

    private static boolean inValues(String mapping, MatchResult match) {
        int values = mapping.indexOf("\"values\": {");
        return values >= 0 && match.start() > values + 1 && match.start() < mapping.indexOf('}', values);
    }

    private static String with(String key) {
        String time = key.startsWith("\"time\"") ? "" : ", \"time\": \"t\"";
        return "{\"customer\": \"c\"" + time + ", " + key + "}";
    }

    /** Keys by path: those of conditions under "condition". */
    private static Set<String> knownKeys() {
        Set<String> known = new LinkedHashSet<>();
        MappingJson.knownKeys()
                .forEach((place, keys) -> keys.forEach(key -> known.add(place.isEmpty() ? key : place + "." + key)));
        return known;
    }

    private static void collect(String place, JsonValue value, Set<String> used) {
        value.fields().forEach((name, field) -> {
            used.add(place.isEmpty() ? name : place + "." + name);
            List<JsonValue> parts = field.items() == null ? List.of(field) : field.items();
            boolean condition =
                    Set.of("drop", "refundWhen", "all", "any", "not").contains(name);
            if (!name.equals("values")) {
                parts.forEach(part -> collect(condition ? "condition" : name, part, used));
            }
        });
    }

    private static JsonValue field(JsonValue object, String name) {
        Map<String, JsonValue> fields = object.fields();
        assertThat(fields).containsKey(name);
        return fields.get(name);
    }

    /** What is in a log, as the page tells it. */
    private static String told(EventLog log) {
        StringBuilder lines = new StringBuilder();
        for (String customer : log.customers()) {
            for (CustomerEvent event : log.history(customer).events()) {
                lines.append(customer)
                        .append("  ")
                        .append(event.time())
                        .append("  ")
                        .append(told(event, log))
                        .append('\n');
            }
        }
        DataQualityReport quality = log.quality();
        tell(lines, quality.dropped(), "dropped");
        tell(lines, quality.skipped(), "skipped");
        tell(lines, quality.duplicates(), "duplicates");
        return lines.toString();
    }

    private static String told(CustomerEvent event, EventLog log) {
        if (event instanceof AttributeChange change) {
            return "attribute  " + change.name() + "=" + change.value();
        }
        EventRow row = new EventRow().event(event);
        List<String> fields = new ArrayList<>();
        for (EventField field : EventField.values()) {
            if (row.cell(field) != null) {
                boolean money = field == EventField.AMOUNT && log.currency() != null;
                fields.add(field.header() + "=" + row.cell(field) + (money ? " " + log.currency() : ""));
            }
        }
        return EventKind.of(event).word() + "  " + String.join(" ", fields);
    }

    private static void tell(StringBuilder lines, long rows, String fate) {
        if (rows > 0) {
            lines.append(rows).append(' ').append(fate).append('\n');
        }
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "mapping.md"));
    }

    private static String schemaText() {
        try (InputStream in = ColumnMapping.class.getResourceAsStream("mapping.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
