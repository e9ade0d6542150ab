package dev.clv.report.internal;

import dev.clv.caution.Caution;
import dev.clv.explain.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a page, with a title of its own. Its texts are those of the page's language under keys that begin with the
 * section's id; each chart and table has a title and a sentence on how to read it. Not thread-safe.
 */
public final class Section {

    private final Words words;
    private final String id;
    private final Html html = new Html();
    private final Map<String, JsonObject> charts = new LinkedHashMap<>();
    private final Set<Caution> notes = new LinkedHashSet<>();
    private int tables;

    /**
     * Begins a section.
     *
     * @param id of the section; there is a text {@code id.title}
     */
    public Section(Words words, String id) {
        this.words = words;
        this.id = id;
        text("intro");
    }

    /** The name in links. */
    public String id() {
        return id;
    }

    /** The title. */
    public String title() {
        return words.of(id + ".title");
    }

    /** The texts. */
    public Words words() {
        return words;
    }

    /** A text of this section. */
    public String say(String key, Object... places) {
        return words.of(id + "." + key, places);
    }

    /** Adds a paragraph. */
    public Section text(String key, Object... places) {
        html.element("p", say(key, places)).line();
        return this;
    }

    /** Adds a list of sentences that are in the page's language already; nothing if there are none. */
    public Section sentences(List<String> sentences) {
        if (!sentences.isEmpty()) {
            html.begin("ul");
            sentences.forEach(sentence -> html.element("li", sentence));
            html.end().line();
        }
        return this;
    }

    /** Adds a heading within the section. */
    public Section heading(String text) {
        html.element("h3", text).line();
        return this;
    }

    /**
     * Adds large numbers with their names.
     *
     * @param figures what they mean, and the numbers in words
     */
    public Section figures(Map<String, String> figures) {
        html.begin("dl", "class", "figures");
        figures.forEach((name, number) ->
                html.begin("div").element("dt", name).element("dd", number).end());
        html.end().line();
        return this;
    }

    /** Adds notes, each by its code; they are in English. Nothing if there are none. */
    public Section notes(List<Caution> some) {
        if (some.isEmpty()) {
            return this;
        }
        notes.addAll(some);
        html.element("p", words.of("notes.title", some.size()), "class", "noted");
        html.begin("ul", "class", "notes", "lang", "en");
        for (Caution note : some) {
            html.begin("li")
                    .element("code", note.key())
                    .text(" " + note.sentence())
                    .end();
        }
        html.end().line();
        return this;
    }

    /** Adds a chart with its table. */
    public Section chart(String key, Chart chart, Object... places) {
        return chart(say(key + ".title", places), say(key + ".how", places), chart);
    }

    /** Adds a chart whose title is made already. */
    public Section chart(String title, String how, Chart chart) {
        String name = id + "-" + (charts.size() + 1);
        charts.put(name, chart.json());
        html.begin("figure", "id", name);
        html.begin("figcaption").element("h3", title).element("p", how).end();
        html.begin(
                        "div",
                        "class",
                        "chart",
                        "role",
                        "img",
                        "tabindex",
                        "0",
                        "data-chart",
                        name,
                        "aria-label",
                        title + ". " + how + " " + words.of("page.table_below"))
                .end();
        html.element("p", "", "class", "read", "aria-live", "polite");
        html.begin("details").element("summary", words.of("page.numbers"));
        table(name, chart.table());
        html.end().end().line();
        return this;
    }

    /** Adds a table with a title of its own. */
    public Section table(String key, DataTable table, Object... places) {
        html.begin("figure").begin("figcaption").element("h3", say(key + ".title", places));
        html.element("p", say(key + ".how", places)).end();
        table(id + "-table-" + (++tables), table);
        html.end().line();
        return this;
    }

    private void table(String name, DataTable table) {
        html.begin("div", "class", "scroll", "tabindex", "0");
        html.begin("table", "data-name", name).begin("thead").begin("tr");
        table.columns()
                .forEach(column -> html.element(
                        "th",
                        column.name(),
                        "scope",
                        "col",
                        "class",
                        column.format().word()));
        html.end().end().begin("tbody").line();
        for (List<@Nullable Object> row : table.rows()) {
            html.begin("tr");
            for (int i = 0; i < row.size(); i++) {
                cell(row.get(i), table.columns().get(i).format());
            }
            html.end().line();
        }
        html.end().end().end();
        html.begin("p", "class", "export");
        html.element("button", words.of("page.save_csv"), "type", "button", "data-export", "csv");
        html.element("button", words.of("page.save_json"), "type", "button", "data-export", "json");
        html.end();
    }

    private void cell(@Nullable Object cell, Format format) {
        if (cell == null) {
            html.element("td", "");
        } else if (cell instanceof Double number) {
            if (Double.isFinite(number)) {
                html.element("td", words.number(format, number), "data-value", Double.toString(number), "class", "n");
            } else {
                html.element("td", words.number(format, number), "class", "n");
            }
        } else {
            html.begin("td").element("bdi", cell.toString()).end();
        }
    }

    /** The HTML of the section. */
    public String html() {
        return new Html()
                .begin("section", "id", id, "aria-labelledby", id + "-title")
                .element("h2", title(), "id", id + "-title")
                .line()
                .raw(html.toString())
                .end()
                .line()
                .toString();
    }

    /** The notes that it shows. */
    public Set<Caution> notes() {
        return notes;
    }

    /** The charts by the name of their place. */
    public Map<String, JsonObject> charts() {
        return charts;
    }
}
