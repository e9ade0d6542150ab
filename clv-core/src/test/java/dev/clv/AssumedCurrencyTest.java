package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.caution.Caution;
import dev.clv.evaluate.Backtest;
import dev.clv.evaluate.BacktestReport;
import dev.clv.evaluate.CrossValidation;
import dev.clv.evaluate.CrossValidationReport;
import dev.clv.features.event.CurrencyCode;
import dev.clv.features.event.EventLog;
import dev.clv.reason.Caveat;
import dev.clv.reason.Explanation;
import dev.clv.reason.Reference;
import dev.clv.reason.Wording;
import dev.clv.simulate.ShopSimulation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where only one of a model and a log names a currency, amounts are taken to be in it, and that is said once. */
class AssumedCurrencyTest {

    private static final Duration HORIZON = Duration.ofDays(60);

    private static EventLog named;
    private static EventLog nameless;
    private static Instant end;
    private static Instant cutoff;
    private static ClvModel euros;
    private static ClvModel none;

    @BeforeAll
    static void train() {
        named = ShopSimulation.builder()
                .customers(200)
                .days(420)
                .seed(8)
                .build()
                .log();
        nameless = in(null);
        end = named.observedUntil();
        cutoff = end.minus(Duration.ofDays(120));
        euros = quick().train(named, cutoff);
        none = quick().currency(Explanation.NO_CURRENCY).train(nameless, cutoff);
    }

    private static ClvModelBuilder quick() {
        return ClvModel.builder()
                .horizon(HORIZON)
                .origins(1, HORIZON)
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(2, 2);
    }

    private static EventLog in(@Nullable String currency) {
        return marked(null, currency);
    }

    private static List<String> said(List<Caution> cautions) {
        return cautions.stream()
                .filter(caution -> caution.key().equals("currency_assumed"))
                .map(Caution::sentence)
                .toList();
    }

    private static List<Caution> scored(ClvModel model, EventLog log) {
        return model.score(log, log.customers(), end, (id, prediction) -> {}).cautions();
    }

    private static EventLog marked(@Nullable String mark, @Nullable String currency) {
        EventLog.Builder other = EventLog.builder().zone(named.zone()).observedUntil(named.observedUntil());
        if (currency != null) {
            other.currency(currency);
        }
        named.customers()
                .forEach(customer -> named.history(customer).events().forEach(event -> other.add(customer, event)));
        return other.currencyMark(mark).build();
    }

    @Test
    void amountsWithAMarkThatCannotMeanThatOfTrainingAreRefused() throws IOException {
        ClvModel trained = quick().currency(Explanation.NO_CURRENCY).train(marked("$", null), cutoff);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        trained.write(file);
        ClvModel stored = ClvModel.read(new ByteArrayInputStream(file.toByteArray()));
        for (ClvModel dollars : List.of(trained, stored)) {
            for (EventLog fitting : List.of(marked("$", null), marked(null, "CAD"), marked(null, null))) {
                assertThat(dollars.predict(fitting, fitting.customers(), end))
                        .hasSize(fitting.customers().size());
            }
            for (EventLog other : List.of(marked("\u00a3", null), marked("kr", null), named)) {
                assertThatThrownBy(() -> scored(dollars, other))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("those of the log in")
                        .hasMessageContaining("the amounts of the model are in $");
            }
        }
        assertThatThrownBy(() -> scored(euros, marked("$", null)))
                .hasMessageContaining("in EUR, those of the log in $");
        assertThatThrownBy(() -> quick().currency("EUR").train(marked("$", null), cutoff))
                .hasMessageContaining("contradicts the log, whose amounts are in $");
        assertThat(none.predict(marked("\u00a3", null), nameless.customers(), end))
                .isNotEmpty();
    }

    @Test
    void aLogWithoutACurrencyIsTakenToBeInTheModels() {
        String sentence =
                "The model counts in EUR, the log names no currency: its amounts are taken as EUR. If they are,"
                        + " set currency(...) where the log is read; if not, convert them.";
        assertThat(said(scored(euros, nameless))).containsExactly(sentence);
        assertThat(said(euros.evaluate(nameless, cutoff.plus(HORIZON)).cautions()))
                .containsExactly(sentence);
        assertThat(euros.predict(nameless, nameless.customers(), end))
                .isEqualTo(euros.predict(named, named.customers(), end));
    }

    @Test
    void aModelWithoutACurrencyIsTakenToCountInTheLogs() {
        assertThat(said(scored(none, named))).singleElement().asString().contains("The log counts in EUR");
        assertThat(said(none.evaluate(named, cutoff.plus(HORIZON)).cautions()))
                .singleElement()
                .asString()
                .contains("taken as EUR", "currency(...)")
                .doesNotContain(CurrencyCode.NONE);
    }

    @Test
    void whereBothOrNeitherNamesOneNothingIsSaid() {
        assertThat(said(scored(euros, named))).isEmpty();
        assertThat(said(scored(none, nameless))).isEmpty();
        assertThat(none.explain(nameless.history(nameless.customers().get(0)), end, Reference.averageCustomer())
                        .caveats())
                .doesNotContain(Caveat.currencyAssumed());
        EventLog empty = EventLog.builder().build();
        assertThat(said(euros.score(empty, List.of("somebody"), end, (id, prediction) -> {})
                        .cautions()))
                .isEmpty();
    }

    @Test
    void anExplanationCarriesItAsOneCaveatInEveryLanguage() {
        for (Explanation explanation : List.of(
                euros.explain(nameless.history(named.customers().get(3)), end, Reference.averageCustomer()),
                none.explain(named.history(named.customers().get(3)), end, Reference.averageCustomer()))) {
            assertThat(explanation.caveats()).containsOnlyOnce(Caveat.currencyAssumed());
            assertThat(Explanation.fromJson(explanation.toJson())).isEqualTo(explanation);
            for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
                assertThat(Wording.in(language).sentences(explanation, 3))
                        .noneMatch(sentence -> sentence.contains(CurrencyCode.NONE));
            }
            assertThat(Wording.in(Locale.ENGLISH).sentences(explanation, 3))
                    .filteredOn(sentence -> sentence.contains("only one names a currency"))
                    .hasSize(1);
        }
    }

    @Test
    void twoCurrenciesAreRefusedAndNeverCalledByTheCodeForNone() {
        assertThatThrownBy(() -> scored(euros, in("JPY")))
                .hasMessageContaining("the amounts of the model are in EUR, those of the log in JPY");
        assertThatThrownBy(() -> quick().currency(CurrencyCode.NONE).train(named, cutoff))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("those of the log are in EUR")
                .hasMessageNotContaining(CurrencyCode.NONE);
        assertThat(in(CurrencyCode.NONE).currency()).isNull();
    }

    @Test
    void aBacktestSaysEachCautionOfTrainingsAndEvaluationsOnceWithItsOrigins() {
        BacktestReport report = quick().currency("EUR").backtest(nameless, Backtest.of(2, HORIZON));

        assertThat(said(report.cautions()))
                .singleElement()
                .asString()
                .startsWith("at 2 of 2 origins: The model counts in EUR");
        assertThat(report.toJson()).contains("at 2 of 2 origins: The model counts in EUR");
        assertThat(BacktestReport.fromJson(report.toJson())).isEqualTo(report);
        assertThat(said(quick().backtest(named, Backtest.of(2, HORIZON)).cautions()))
                .isEmpty();
    }

    @Test
    void aCrossValidationSaysEachCautionOnceAndNoneOfItsOwnWindow() {
        CrossValidation folds = CrossValidation.of(2);
        CrossValidationReport clean = folds.run(named, cutoff, (some, at) -> quick().train(some, at)::forecasts);
        CrossValidationReport assumed = folds.run(
                nameless, cutoff, (some, at) -> quick().currency("EUR").train(some, at)::forecasts);

        assertThat(clean.cautions()).isEmpty();
        assertThat(said(assumed.cautions()))
                .singleElement()
                .asString()
                .startsWith("in 2 of 2 folds: The model counts in EUR");
        assertThat(CrossValidationReport.fromJson(assumed.toJson())).isEqualTo(assumed);
    }
}
