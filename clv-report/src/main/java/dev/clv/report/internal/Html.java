package dev.clv.report.internal;

import com.google.common.html.HtmlEscapers;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML in which every text and attribute is escaped. Not thread-safe. */
public final class Html {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Begins an element.
     *
     * @param attributes names and values in turns
     */
    public Html begin(String element, String... attributes) {
        tag(element, attributes);
        open.push(element);
        return this;
    }

    /** Ends the innermost element. */
    public Html end() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** A text, with what could confuse a reader replaced, see {@link Printable}. */
    public Html text(String text) {
        out.append(HtmlEscapers.htmlEscaper().escape(Printable.of(text)));
        return this;
    }

    /** An element with a text. */
    public Html element(String element, String text, String... attributes) {
        return begin(element, attributes).text(text).end();
    }

    /** An element that has no content and no end. */
    public Html empty(String element, String... attributes) {
        tag(element, attributes);
        return this;
    }

    /** A line feed, which makes the source readable. */
    public Html line() {
        out.append('\n');
        return this;
    }

    /** What is HTML, a script or a style already. Never anything that holds a text of a customer or a shop. */
    public Html raw(String html) {
        out.append(html);
        return this;
    }

    private void tag(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(HtmlEscapers.htmlEscaper().escape(Printable.of(attributes[i + 1])))
                    .append('"');
        }
        out.append('>');
    }

    /** All of it; every element must have been ended. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not ended: " + open);
        }
        return out.toString();
    }
}
