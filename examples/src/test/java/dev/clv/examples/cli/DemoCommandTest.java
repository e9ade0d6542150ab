package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @Test
    void tellsTheWholeStoryTheSameWayEveryTime() {
        Session session = Session.run("demo", "--customers", "200");
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).isEmpty();
        assertThat(session.out())
                .contains("A simulated shop: 200 customers")
                .contains("best achievable", "past_spend_xk", "model")
                .contains("an average customer", "prediction")
                .contains("reloaded: all 200 predictions are the same, bit for bit");
        assertThat(Session.run("demo", "--customers", "200").out()).isEqualTo(session.out());
    }

    @Test
    void alsoWritesAPageForTheBusiness(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("demo.html");
        Session session = Session.run("demo", "--customers", "150", "--report", file.toString());

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out()).contains("6. The page for the business is in " + file);
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").contains("<section id=\"evaluation\"");
    }
}
