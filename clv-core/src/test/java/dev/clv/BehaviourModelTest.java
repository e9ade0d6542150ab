package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.behaviour.BehaviourExtractors;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.View;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of behaviour in depth as well. */
class BehaviourModelTest {

    private static final String MARK = "zq7xk";

    private static EventLog log;
    private static Instant cutoff;

    @TempDir
    Path folder;

    @BeforeAll
    static void begin() {
        EventLog simulated = ShopSimulation.builder()
                .customers(400)
                .days(400)
                .seed(3)
                .build()
                .log();
        EventLog.Builder builder = EventLog.builder().observedUntil(simulated.observedUntil());
        for (String customer : simulated.customers()) {
            simulated.history(customer).events().forEach(event -> builder.add(customer, withSession(event)));
        }
        log = builder.build();
        cutoff = log.observedUntil().minus(Duration.ofDays(60));
    }

    /** A session a day. */
    private static CustomerEvent withSession(CustomerEvent event) {
        if (event instanceof View view) {
            return new View(view.time(), view.product(), view.category(), session(view));
        }
        return event instanceof CartAdd cart
                ? new CartAdd(cart.time(), cart.quantity(), cart.product(), cart.category(), session(cart))
                : event;
    }

    private static String session(CustomerEvent event) {
        return MARK + event.time().getEpochSecond() / 86_400;
    }

    private static ClvModel train(int threads) {
        ClvModelBuilder builder = ClvModel.builder()
                .horizon(Duration.ofDays(60))
                .currency("EUR")
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 2)
                .threads(threads);
        BehaviourExtractors.all().forEach(builder::addExtractor);
        return builder.train(log, cutoff);
    }

    @Test
    void isLoadedWithoutBeingToldOfItsExtractorsAndHoldsNoSession() throws IOException {
        Path file = folder.resolve("model.clvm");
        ClvModel model = train(1);
        model.save(file);

        assertThat(ClvModel.load(file).predict(log, log.customers(), cutoff))
                .isEqualTo(model.predict(log, log.customers(), cutoff));
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .contains("session_count")
                .doesNotContain(MARK);
    }

    @Test
    void doesNotDependOnTheNumberOfThreads() throws IOException {
        Path one = folder.resolve("one.clvm");
        Path three = folder.resolve("three.clvm");
        train(1).save(one);
        train(3).save(three);

        assertThat(three).hasSameBinaryContentAs(one);
    }
}
