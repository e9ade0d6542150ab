package dev.clv.examples.cli;

import dev.clv.features.ColumnReport;
import dev.clv.features.ColumnReport.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a training made of columns, or of attributes, for whoever watches. */
final class ColumnNotes {

    private ColumnNotes() {}

    /** The same of what was learned from an event log: attributes, and what extractors say of texts and products. */
    static void printOfLog(List<ColumnReport> columns, Terminal terminal) {
        Set<String> names = columns.stream().map(ColumnReport::column).collect(Collectors.toSet());
        boolean texts = names.contains("texts") || names.contains("aspects");
        boolean products = names.contains("products");
        print(
                "attributes" + (texts ? (products ? ", texts" : " and texts") : "") + (products ? " and products" : ""),
                columns,
                terminal);
    }

    /**
     * One line for all columns that are used, and one for those that are not.
     *
     * @param what what the columns are called
     */
    static void print(String what, List<ColumnReport> columns, Terminal terminal) {
        List<String> used = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String names = columns.stream()
                    .filter(column -> column.kind() == kind)
                    .map(ColumnReport::brief)
                    .collect(Collectors.joining(", "));
            if (!names.isEmpty() && kind == Kind.IGNORED) {
                terminal.note("%s ignored: %s", what, names);
            } else if (!names.isEmpty()) {
                used.add(kind.word() + " " + names);
            }
        }
        if (!used.isEmpty()) {
            terminal.note("%s: %s", what, String.join("; ", used));
        }
    }
}
