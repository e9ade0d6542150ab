package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

    @Test
    void theFirstFailureIsRemembered() {
        StandardOutput full = new StandardOutput(failing("No space left on device"));
        new PrintStream(full, true, StandardCharsets.UTF_8).print("lost");
        assertThat(full.failure()).hasMessage("No space left on device");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() {
        StandardOutput pipe = new StandardOutput(failing("Broken pipe"));
        new PrintStream(pipe, true, StandardCharsets.UTF_8).print("unwanted");
        assertThat(pipe.failure()).isNull();
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
