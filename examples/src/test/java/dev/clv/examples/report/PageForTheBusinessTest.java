package dev.clv.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageForTheBusinessTest {

    @Test
    void aPageIsWrittenInEachLanguage(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PageForTheBusiness.write(folder, 150, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("report.html: ", "report_zh.html: ");
        assertThat(Files.readString(folder.resolve("report.html"))).contains("<h2 id=\"churn-title\">Churn</h2>");
        assertThat(Files.readString(folder.resolve("report_zh.html"))).contains("<html lang=\"zh\">");
    }
}
