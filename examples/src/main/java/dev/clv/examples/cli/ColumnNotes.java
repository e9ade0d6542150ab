package dev.clv.examples.cli;

import dev.clv.features.ColumnReport;
import dev.clv.features.ColumnReport.Kind;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What became of the columns of a table, or of what extractors learned from, for whoever watches. */
final class ColumnNotes {

    private ColumnNotes() {}

    /** One line for all columns of a table that are used, and one for those that are not. */
    static void print(List<ColumnReport> columns, Terminal terminal) {
        print(some -> "columns", columns, terminal);
    }

    /** The same of an event log; each line names whose it is, such as attributes and texts. */
    static void print(FeaturePipeline pipeline, Terminal terminal) {
        print(some -> sources(pipeline, some), pipeline.columns(), terminal);
    }

    private static void print(
            Function<Predicate<ColumnReport>, String> what, List<ColumnReport> columns, Terminal terminal) {
        List<String> used = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String names = columns.stream()
                    .filter(column -> column.kind() == kind)
                    .map(ColumnReport::brief)
                    .collect(Collectors.joining(", "));
            if (!names.isEmpty() && kind == Kind.IGNORED) {
                terminal.note("%s ignored: %s", what.apply(ColumnNotes::isIgnored), names);
            } else if (!names.isEmpty()) {
                used.add(kind.word() + " " + names);
            }
        }
        if (!used.isEmpty()) {
            terminal.note("%s: %s", what.apply(column -> !isIgnored(column)), String.join("; ", used));
        }
    }

    private static boolean isIgnored(ColumnReport column) {
        return column.kind() == Kind.IGNORED;
    }

    /** {@code attributes, texts and products}. */
    private static String sources(FeaturePipeline pipeline, Predicate<ColumnReport> some) {
        List<String> sources = pipeline.extractors().stream()
                .filter(extractor -> extractor.columns().stream().anyMatch(some))
                .map(ColumnNotes::source)
                .distinct()
                .toList();
        int last = sources.size() - 1;
        return last < 1
                ? String.join("", sources)
                : String.join(", ", sources.subList(0, last)) + " and " + sources.get(last);
    }

    private static String source(FeatureExtractor extractor) {
        return switch (extractor.name()) {
            case "taste" -> "products";
            default -> extractor.readsTexts() ? "texts" : extractor.name().replace('_', ' ');
        };
    }
}
