package dev.clv.examples.cli;

import dev.clv.features.text.aspect.AspectOpinion;
import dev.clv.features.text.entity.Entity;
import dev.clv.features.text.lexicon.SentimentScore;
import dev.clv.features.text.lexicon.SentimentWord;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What was read in the text of one row, as a line of JSON.
 *
 * @param row its number, from 1 on
 * @param id its id, if there is one
 */
record TextLine(int row, @Nullable String id) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** A part of the line. */
    @FunctionalInterface
    private interface Part {
        void writeTo(JsonGenerator json);
    }

    /** The line of a row whose text is missing. */
    String withoutText() {
        return line(json -> {
            json.writeNullProperty("sentiment");
            json.writeNullProperty("aspects");
            json.writeNullProperty("entities");
        });
    }

    /** The line of a row with a text. */
    String of(String text, SentimentScore score, List<AspectOpinion> aspects, List<Entity> entities) {
        return line(json -> {
            json.writeObjectPropertyStart("sentiment");
            json.writeNumberProperty("score", rounded(score.value()));
            json.writeStringProperty("label", lower(score.polarity()));
            words(json, text, score.words());
            json.writeEndObject();
            json.writeArrayPropertyStart("aspects");
            for (AspectOpinion opinion : aspects) {
                json.writeStartObject();
                json.writeStringProperty("aspect", opinion.aspect());
                json.writeStringProperty("polarity", lower(opinion.polarity()));
                words(json, text, opinion.words());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("entities");
            entities.forEach(entity -> entity(json, entity));
            json.writeEndArray();
        });
    }

    private String line(Part part) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeNumberProperty("row", row);
            if (id != null) {
                json.writeStringProperty("id", id);
            }
            part.writeTo(json);
            json.writeEndObject();
        }
        return line.toString();
    }

    private static void words(JsonGenerator json, String text, List<SentimentWord> words) {
        json.writeArrayPropertyStart("words");
        for (SentimentWord word : words) {
            json.writeStartObject();
            json.writeStringProperty("text", wellFormed(word.in(text)));
            json.writeNumberProperty("start", word.start());
            json.writeNumberProperty("end", word.end());
            json.writeNumberProperty("weight", rounded(word.weight()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void entity(JsonGenerator json, Entity entity) {
        json.writeStartObject();
        json.writeStringProperty("kind", lower(entity.kind()));
        if (entity.text() == null) {
            json.writeNullProperty("text");
        } else {
            json.writeStringProperty("text", wellFormed(entity.text()));
        }
        json.writeNumberProperty("start", entity.start());
        json.writeNumberProperty("end", entity.end());
        if (entity.id() != null) {
            json.writeStringProperty("id", entity.id());
        }
        json.writeEndObject();
    }

    /** Half of a character, which no encoding can write, becomes the character for what cannot be written. */
    private static String wellFormed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xfffd : point)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static double rounded(double value) {
        return Math.rint(value * 1e4) / 1e4;
    }
}
