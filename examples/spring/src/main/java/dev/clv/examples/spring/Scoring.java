package dev.clv.examples.spring;

import dev.clv.ClvModel;
import dev.clv.serve.live.DurableStore;
import dev.clv.serve.live.LiveCounts;
import dev.clv.serve.live.LiveScorer;
import dev.clv.serve.live.LiveScorerBuilder;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.time.Clock;
import java.util.function.ToDoubleFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The scorer, which is closed with the application, and its counts as metrics. */
@Configuration
class Scoring {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    LiveScorer scorer(ScoringSettings settings) throws IOException {
        LiveScorerBuilder builder = LiveScorer.builder(ClvModel.load(settings.model()))
                .zone(settings.zone())
                .lateness(settings.lateness());
        if (settings.states() != null) {
            builder.store(DurableStore.open(settings.states())).keepEvents();
        }
        return builder.open();
    }

    @Bean
    MeterBinder counts(LiveScorer scorer) {
        return registry -> {
            event(scorer, "accepted", LiveCounts::accepted).register(registry);
            event(scorer, "repeated", LiveCounts::repeated).register(registry);
            event(scorer, "too_late", LiveCounts::late).register(registry);
            event(scorer, "in_future", LiveCounts::future).register(registry);
            FunctionCounter.builder("clv.scores", scorer, s -> s.counts().scores())
                    .register(registry);
            Gauge.builder("clv.customers.resident", scorer, s -> s.counts().resident())
                    .register(registry);
        };
    }

    private static FunctionCounter.Builder<LiveScorer> event(
            LiveScorer scorer, String receipt, ToDoubleFunction<LiveCounts> count) {
        return FunctionCounter.builder("clv.events", scorer, s -> count.applyAsDouble(s.counts()))
                .tag("receipt", receipt);
    }
}
