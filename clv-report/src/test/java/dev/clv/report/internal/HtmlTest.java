package dev.clv.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void textsAndAttributesAreEscaped() {
        String html = new Html()
                .begin("p", "title", "\"><script>alert('x')</script>")
                .text("</p><img src=x onerror=alert(1)> & more")
                .end()
                .toString();

        assertThat(html)
                .isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\">"
                        + "&lt;/p&gt;&lt;img src=x onerror=alert(1)&gt; &amp; more</p>");
    }

    @Test
    void whatCouldHideOrReorderATextIsReplaced() {
        assertThat(Printable.of("abc\u202Efdp.exe\u0000\n\u2028\uD800 naïve 中文 😀"))
                .isEqualTo("abc\uFFFDfdp.exe\uFFFD\uFFFD\uFFFD\uFFFD naïve 中文 😀");
    }

    @Test
    void anElementThatWasNotEndedIsAnError() {
        assertThatIllegalStateException().isThrownBy(new Html().begin("p")::toString);
    }
}
