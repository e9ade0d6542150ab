package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogInputTest {

    @Test
    void onlyFilesOf256MiBOrMoreAreReadOnAllProcessors() {
        long limit = 256L * 1024 * 1024;
        assertThat(LogInput.threads(0)).isEqualTo(1);
        assertThat(LogInput.threads(limit - 1)).isEqualTo(1);
        assertThat(LogInput.threads(limit)).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
}
