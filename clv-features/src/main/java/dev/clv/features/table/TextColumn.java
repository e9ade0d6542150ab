package dev.clv.features.table;

import dev.clv.features.ColumnReport;
import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FittableExtractor;
import dev.clv.features.FittedState;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Review;
import dev.clv.features.text.TextExtractors;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column of written text as features, which are those of a customer whose one review is the cell: mood, what is
 * praised and complained about by aspect, and, where ratings stand beside the texts, an embedding. Immutable and
 * thread-safe.
 */
final class TextColumn {

    private static final Instant TIME = Instant.EPOCH;
    private static final Instant CUTOFF = TIME.plusSeconds(1);

    /** A cell is read alike, whoever wrote it. */
    private static final String ANYBODY = "anybody";

    private static final String SENTIMENT = TextExtractors.sentiment().name();
    private static final String EMBEDDING = TextExtractors.embedding().name();
    private static final int DIMENSIONS = 16;

    /** What features of customers are called of one text; the others mean something of several texts only. */
    private static final Map<String, String> NAMES = Map.of(
            "sentiment_mean",
            "mood",
            "aspect_praises",
            "praises",
            "aspect_complaints",
            "complaints",
            EMBEDDING,
            "embedding");

    private static final String KEPT = "text_features.";
    private static final String OF_ASPECTS = "aspect_";
    private static final String OPEN = "aspect_complaints_open";

    private final String column;
    private final FeaturePipeline pipeline;
    private final ColumnReport report;
    private final List<Feature> features;

    /** Of each column of the features, the place in the pipeline's row. */
    private final int[] places;

    /** @param kept which features, by their names here */
    private TextColumn(String column, FeaturePipeline pipeline, Predicate<String> kept) {
        this.column = column;
        this.pipeline = pipeline;
        List<Feature> some = new ArrayList<>();
        List<Integer> used = new ArrayList<>();
        int place = 0;
        for (Feature feature : pipeline.schema().features()) {
            String part = part(feature.name());
            String name = column + "." + part;
            if (part != null && kept.test(name)) {
                some.add(Feature.vector(
                        name,
                        feature.unit(),
                        "Column " + column + ": " + feature.description(),
                        column,
                        feature.width()));
                for (int i = 0; i < feature.width(); i++) {
                    used.add(place + i);
                }
            }
            place += feature.width();
        }
        this.features = List.copyOf(some);
        this.places = used.stream().mapToInt(Integer::intValue).toArray();
        String detail = pipeline.columns().stream()
                .filter(part -> part.kind() != ColumnReport.Kind.IGNORED)
                .map(part -> part.column().equals("aspects") ? "aspects: " + part.detail() : part.detail())
                .collect(Collectors.joining("; "));
        this.report = features.isEmpty()
                ? new ColumnReport(column, ColumnReport.Kind.IGNORED, "too few customers wrote anything in it", null)
                : new ColumnReport(column, ColumnReport.Kind.TEXT, detail, null);
    }

    /** What a feature is called here, or null. */
    private static @Nullable String part(String feature) {
        boolean ofAspect = feature.startsWith(OF_ASPECTS) && !feature.equals(OPEN);
        return NAMES.getOrDefault(feature, ofAspect ? feature.substring(OF_ASPECTS.length()) : null);
    }

    /**
     * Learns from training rows.
     *
     * @param customers the customer of each row
     * @param texts null where nothing was written
     * @param ratings beside the texts, NaN where there is none; null if there are none at all
     * @param minCustomers how many customers must use a term, or speak of an aspect, for it to be kept
     */
    static TextColumn fit(
            String column,
            List<String> customers,
            @Nullable String[] texts,
            double @Nullable [] ratings,
            int minCustomers) {
        List<FittableExtractor> extractors = new ArrayList<>();
        extractors.add(TextExtractors.sentiment(minCustomers));
        extractors.add(TextExtractors.aspects(minCustomers));
        if (ratings != null) {
            extractors.add(TextExtractors.embedding(DIMENSIONS, minCustomers));
        }
        List<CustomerHistory> histories = new ArrayList<>();
        for (int row = 0; row < texts.length; row++) {
            String text = texts[row];
            if (text != null) {
                histories.add(history(customers.get(row), text, ratings == null ? Double.NaN : ratings[row]));
            }
        }
        return new TextColumn(column, FeaturePlan.of(extractors).fit(histories), name -> true);
    }

    private static CustomerHistory history(String customer, String text, double rating) {
        return CustomerHistory.of(
                customer, ZoneOffset.UTC, CUTOFF, List.of(new Review(TIME, rating, text, null, null)));
    }

    String column() {
        return column;
    }

    /** All of the business group of the column's name; none where too few customers wrote anything. */
    List<Feature> features() {
        return features;
    }

    /**
     * The same with those of its features that are among these.
     *
     * @param some features of an encoder, of which this is a column
     */
    TextColumn only(List<Feature> some) {
        Set<String> names = some.stream().map(Feature::name).collect(Collectors.toSet());
        return new TextColumn(column, pipeline, names::contains);
    }

    ColumnReport report() {
        return report;
    }

    /**
     * Writes the features of a cell.
     *
     * @param text null where nothing is written: then all are NaN
     * @param offset the place of the first
     */
    void write(@Nullable String text, double[] row, int offset) {
        double[] values = text == null ? null : pipeline.row(history(ANYBODY, text, Double.NaN), CUTOFF);
        for (int i = 0; i < places.length; i++) {
            row[offset + i] = values == null ? Double.NaN : values[places[i]];
        }
    }

    /** Adds what was learned to a state, each list under the column's number and the extractor. */
    FittedState addTo(FittedState state, int number) {
        FittedState all = state.withTexts(
                KEPT + number, features.stream().map(Feature::name).toList());
        for (Map.Entry<String, FittedState> extractor : pipeline.fittedStates().entrySet()) {
            String prefix = prefix(number, extractor.getKey());
            for (Map.Entry<String, double[]> list :
                    extractor.getValue().numbers().entrySet()) {
                all = all.withNumbers(prefix + list.getKey(), list.getValue());
            }
            for (Map.Entry<String, List<String>> list :
                    extractor.getValue().texts().entrySet()) {
                all = all.withTexts(prefix + list.getKey(), list.getValue());
            }
        }
        return all;
    }

    /** The inverse of {@link #addTo}. */
    static TextColumn restore(String column, FittedState state, int number) {
        List<FeatureExtractor> extractors = new ArrayList<>();
        for (FittableExtractor extractor :
                List.of(TextExtractors.sentiment(), TextExtractors.aspects(), TextExtractors.embedding())) {
            FittedState own = part(state, prefix(number, extractor.name()));
            if (!own.equals(FittedState.EMPTY)) {
                extractors.add(extractor.restore(own));
            }
        }
        if (extractors.stream().noneMatch(extractor -> extractor.name().equals(SENTIMENT))) {
            throw new IllegalArgumentException("the state of text column '" + column + "' is missing");
        }
        List<String> kept = state.texts(KEPT + number);
        return new TextColumn(column, FeaturePlan.of(extractors).fit(List.of()), kept::contains);
    }

    private static FittedState part(FittedState state, String prefix) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        state.numbers().forEach((name, list) -> {
            if (name.startsWith(prefix)) {
                numbers.put(name.substring(prefix.length()), list);
            }
        });
        Map<String, List<String>> texts = new LinkedHashMap<>();
        state.texts().forEach((name, list) -> {
            if (name.startsWith(prefix)) {
                texts.put(name.substring(prefix.length()), list);
            }
        });
        return FittedState.of(numbers, texts);
    }

    private static String prefix(int number, String extractor) {
        return "text." + number + "." + extractor + ".";
    }
}
