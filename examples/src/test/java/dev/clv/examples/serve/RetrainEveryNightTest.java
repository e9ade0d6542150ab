package dev.clv.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainEveryNightTest {

    @Test
    void everyNightHasAnOutcomeAndTheChampionIsServed(@TempDir Path folder) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        RetrainEveryNight.print(300, folder, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("first: version 1", "version 2, champion", "version 3, champion", "serving ");
    }
}
