package dev.clv.report.internal;

import com.google.common.html.HtmlEscapers;
import dev.clv.explain.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Puts sections together into one HTML file that asks for nothing else: styles and scripts are within it, and its
 * Content-Security-Policy allows these by their hashes, and nothing else at all.
 */
public final class PageFile {

    private static final String CHARTS = resource("echarts.min.js");
    private static final String SCRIPT = resource("page.js");
    private static final String STYLE = resource("page.css");
    private static final String LICENSE = HtmlEscapers.htmlEscaper().escape(resource("LICENSE"));

    private PageFile() {}

    /**
     * The file.
     *
     * @param title of the page
     * @param lines below the title
     * @param foot at the end
     */
    public static String of(Words words, String title, List<String> lines, List<Section> sections, List<String> foot) {
        Html html = new Html();
        html.raw("<!DOCTYPE html>").line();
        html.begin("html", "lang", words.locale().toLanguageTag()).begin("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy())
                .line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        html.empty("meta", "name", "referrer", "content", "no-referrer").line();
        html.element("title", title).line();
        html.raw("<style>")
                .raw(STYLE)
                .raw("</style>")
                .line()
                .end()
                .begin("body")
                .line();
        html.element("a", words.of("page.skip"), "class", "skip", "href", "#main")
                .line();
        header(html, words, title, lines);
        html.begin("nav", "aria-label", words.of("page.contents")).begin("ul");
        sections.forEach(section -> html.begin("li")
                .element("a", section.title(), "href", "#" + section.id())
                .end());
        html.end().end().line();
        html.begin("main", "id", "main").line();
        html.element("noscript", words.of("page.noscript")).line();
        sections.forEach(section -> html.raw(section.html()));
        html.end().line();
        foot(html, words, foot);
        html.raw("<script type=\"application/json\" id=\"data\">")
                .raw(data(words, sections))
                .raw("</script>")
                .line();
        html.raw("<script>").raw(CHARTS).raw("</script>").line();
        html.raw("<script>").raw(SCRIPT).raw("</script>").line();
        return html.end().end().line().toString();
    }

    private static void header(Html html, Words words, String title, List<String> lines) {
        html.begin("header").element("h1", title);
        lines.forEach(line -> html.element("p", line));
        html.element("button", words.of("page.theme"), "type", "button", "id", "theme", "aria-pressed", "false")
                .end()
                .line();
    }

    private static void foot(Html html, Words words, List<String> lines) {
        html.begin("footer");
        lines.forEach(line -> html.element("p", line));
        html.element("p", words.of("page.charts"));
        html.begin("details")
                .element("summary", words.of("page.license"))
                .begin("pre", "lang", "en")
                .raw(LICENSE)
                .end();
        html.end().end().line();
    }

    private static String policy() {
        return "default-src 'none'; script-src " + hash(CHARTS) + " " + hash(SCRIPT) + "; style-src " + hash(STYLE)
                + "; img-src data:; base-uri 'none'; form-action 'none'";
    }

    /** As JSON that no parser of HTML takes for a tag or a comment. */
    private static String data(Words words, List<Section> sections) {
        JsonObject charts = JsonObject.part();
        sections.forEach(section -> section.charts().forEach(charts::put));
        return JsonObject.part()
                .put("language", words.locale().toLanguageTag())
                .put("currency", words.currency())
                .put("low", words.of("page.low"))
                .put("high", words.of("page.high"))
                .put("charts", charts)
                .toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = PageFile.class.getResourceAsStream("/dev/clv/report/" + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the library's jar lacks dev/clv/report/" + name + "; build it with Maven");
            }
            // A parser of HTML reads a carriage return as a line feed, and the hash is of what it reads.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
