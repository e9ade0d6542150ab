package dev.clv.report;

import static java.util.Objects.requireNonNull;

import dev.clv.ModelDescription;
import dev.clv.ScoringSummary;
import dev.clv.caution.Caution;
import dev.clv.decide.Decisions;
import dev.clv.decide.Provenance;
import dev.clv.decide.churn.ChurnAlerts;
import dev.clv.decide.churn.ChurnBacktest;
import dev.clv.decide.churn.ChurnRisk;
import dev.clv.decide.money.MoneyReport;
import dev.clv.decide.segment.CustomerSegment;
import dev.clv.decide.segment.Migration;
import dev.clv.decide.uplift.Offer;
import dev.clv.decide.uplift.UpliftEvaluation;
import dev.clv.evaluate.Evaluation;
import dev.clv.explain.Importance;
import dev.clv.features.event.DataQualityReport;
import dev.clv.label.Horizon;
import dev.clv.reason.Dependence;
import dev.clv.reason.Explanation;
import dev.clv.reason.SegmentDifference;
import dev.clv.reason.WhatIf;
import dev.clv.report.internal.PageFile;
import dev.clv.report.internal.Section;
import dev.clv.report.internal.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One HTML page of results that you have, for people who run a shop. Immutable and thread-safe.
 *
 * <pre>{@code
 * ReportPage page = ReportPage.builder(Locale.ENGLISH, "GBP")
 *         .evaluation(model.evaluate(log, cutoff), cutoff)
 *         .money(MoneyReport.builder().model(model).review(log, now))
 *         .build();
 * Files.writeString(Path.of("report.html"), page.html());
 * }</pre>
 *
 * <p>The page holds its charts' library, styles and data and asks for nothing else; its Content-Security-Policy allows
 * no other script. Below each chart are its numbers as a table, which can be saved as CSV or JSON. It follows the
 * reader's light or dark theme, prints, fits a phone and can be read by keyboard.
 *
 * <p>It shows groups of customers. Figures, charts and tables give no amount of a group of fewer than five; notes and
 * remarks on the data may. Single customers are on it only if {@link Builder#customer} adds them. Names of products,
 * channels and the like stay text, whatever they hold. Notes are in English in any language.
 */
public final class ReportPage {

    private final String html;
    private final List<Caution> cautions;
    private final Map<String, String> leftOut;

    private ReportPage(String html, List<Caution> cautions, Map<String, String> leftOut) {
        this.html = html;
        this.cautions = List.copyOf(cautions);
        this.leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    }

    /**
     * Begins a page.
     *
     * @param locale its language, {@code en} or {@code zh}, selects the texts, and its region the form of numbers
     * @param currency of all amounts, as an ISO 4217 code; {@code XXX} for none
     * @throws IllegalArgumentException if there are no texts in the language, or the currency is none
     */
    public static Builder builder(Locale locale, String currency) {
        return new Builder(locale, currency);
    }

    /** The page as HTML, to be written in UTF-8: 1.1 to 1.6 MB, of which the charts' library is 1.0. */
    public String html() {
        return html;
    }

    /** The notes that it shows, each once. */
    public List<Caution> cautions() {
        return cautions;
    }

    /** Why sections are missing that {@link ModelReport} could not make, by their names; often empty. */
    public Map<String, String> leftOut() {
        return leftOut;
    }

    /** Collects results; each may be left out, and so is its section then. Not thread-safe. */
    public static final class Builder {

        private final Locale locale;
        private final String currency;
        private ZoneId zone = ZoneOffset.UTC;
        private @Nullable String title;
        private @Nullable Provenance provenance;
        private @Nullable ScoringSummary scoring;
        private @Nullable Evaluation evaluation;
        private @Nullable Instant evaluatedAt;
        private @Nullable ModelDescription model;
        private @Nullable MoneyReport money;
        private @Nullable ChurnAlerts churn;
        private final List<Migration> migrations = new ArrayList<>();
        private final List<CustomerSection.Named> customers = new ArrayList<>();
        private final Map<String, Function<Words, Section>> sections = new LinkedHashMap<>();
        private final Map<String, String> leftOut = new LinkedHashMap<>();

        private Builder(Locale locale, String currency) {
            this.locale = requireNonNull(locale, "locale");
            this.currency = requireNonNull(currency, "currency");
            words();
            if (!currency.equals(Explanation.NO_CURRENCY)) {
                Currency.getInstance(currency);
            }
        }

        private Words words() {
            return new Words(locale, currency, zone);
        }

        /** The title; "Customer lifetime value" in the page's language unless set. */
        public Builder title(String text) {
            this.title = requireNonNull(text, "text");
            return this;
        }

        /** The zone of days; UTC unless set. */
        public Builder zone(ZoneId of) {
            this.zone = requireNonNull(of, "of");
            return this;
        }

        /** Where it all comes from: as of when, which model, which version; shown below the title. */
        public Builder provenance(Provenance of) {
            this.provenance = requireNonNull(of, "of");
            return this;
        }

        /** What became of the rows that were read. Samples of cells are not shown. */
        public Builder quality(DataQualityReport report) {
            requireNonNull(report, "report");
            return section("quality", words -> QualitySection.of(words, report));
        }

        /** What the model was trained on, and its training curves. */
        public Builder model(ModelDescription description) {
            this.model = requireNonNull(description, "description");
            return section("training", words -> TrainingSection.of(words, description));
        }

        /**
         * How good the predictions were, with charts and a verdict in words.
         *
         * @param cutoff as of when was predicted
         */
        public Builder evaluation(Evaluation result, Instant cutoff) {
            this.evaluatedAt = requireNonNull(cutoff, "cutoff");
            this.evaluation = requireNonNull(result, "result");
            return section("evaluation", words -> EvaluationSection.of(words, result, cutoff));
        }

        /** The predictions of today as a whole, and whether their customers are those of training. */
        public Builder scoring(ScoringSummary summary) {
            this.scoring = requireNonNull(summary, "summary");
            return section("drift", words -> DriftSection.of(words, summary, List.copyOf(migrations)));
        }

        /**
         * Sizes and values of segments, and who moved.
         *
         * @param moved since an earlier time, by one scheme each; may be empty
         */
        public Builder segments(Decisions<CustomerSegment> segments, List<Migration> moved) {
            requireNonNull(segments, "segments");
            List<Migration> copy = List.copyOf(moved);
            this.migrations.addAll(copy);
            return section("segments", words -> SegmentSection.of(words, segments, copy));
        }

        /**
         * Who may leave, as numbers.
         *
         * @param risks of all customers who were looked at
         * @param backtest how well such warnings did; null if not known
         */
        public Builder churn(ChurnAlerts alerts, List<ChurnRisk> risks, @Nullable ChurnBacktest backtest) {
            this.churn = requireNonNull(alerts, "alerts");
            List<ChurnRisk> copy = List.copyOf(risks);
            return section("churn", words -> ChurnSection.of(words, alerts, copy, backtest));
        }

        /** Cohorts, retention, channels, concentration and demand. */
        public Builder money(MoneyReport report) {
            this.money = requireNonNull(report, "report");
            return section("money", words -> MoneySection.of(words, report));
        }

        /**
         * What drives predictions. Each part may be empty.
         *
         * @param importance by business group, as {@code ClvModel.importance} measures it
         * @param explanations of some hundred customers against the same reference; only groups of at least five are
         *     shown
         * @param dependence of the value on features, the most important first
         * @param differences of segments from all other customers, by name
         */
        public Builder reasons(
                List<Importance> importance,
                List<Explanation> explanations,
                List<Dependence> dependence,
                Map<String, SegmentDifference> differences) {
            ReasonSection.Parts parts = new ReasonSection.Parts(
                    List.copyOf(importance),
                    List.copyOf(explanations),
                    List.copyOf(dependence),
                    new LinkedHashMap<>(differences));
            return section("reasons", words -> ReasonSection.of(words, parts));
        }

        /**
         * Adds one customer: why the value is what it is. The page then holds personal data.
         *
         * @param explanation {@link Explanation#named named}, if the id is to be shown
         * @param whatIf what would raise the value; null if not asked
         */
        public Builder customer(Explanation explanation, @Nullable WhatIf whatIf) {
            customers.add(new CustomerSection.Named(requireNonNull(explanation, "explanation"), whatIf));
            return section("customers", words -> CustomerSection.of(words, List.copyOf(customers)));
        }

        /**
         * What offers change, and which are planned.
         *
         * @param result of an experiment; null if there was none
         * @param offers that are planned, shown as numbers by treatment; null if none are
         * @throws IllegalArgumentException if both are null
         */
        public Builder offers(@Nullable UpliftEvaluation result, @Nullable Decisions<Offer> offers) {
            if (result == null && offers == null) {
                throw new IllegalArgumentException("offers need an evaluation, planned offers, or both");
            }
            return section("offers", words -> OfferSection.of(words, result, offers));
        }

        /** Says on the page that a section is missing, and why. */
        Builder leftOut(String section, String why) {
            leftOut.put(section, why);
            return this;
        }

        private Builder section(String id, Function<Words, Section> made) {
            sections.put(id, made);
            return this;
        }

        /**
         * Makes the page.
         *
         * @throws IllegalStateException if there is nothing to show
         */
        public ReportPage build() {
            if (sections.isEmpty()) {
                throw new IllegalStateException("a page needs at least one result, such as evaluation(...)");
            }
            Words words = words();
            List<Section> all = new ArrayList<>();
            SummarySection.Times times = new SummarySection.Times(
                    provenance == null ? null : provenance.at(), evaluatedAt, trainedUntil(zone));
            all.add(SummarySection.of(words, scoring, evaluation, money, churn, times, leftOut));
            for (String id : ORDER) {
                Function<Words, Section> made = sections.get(id);
                if (made != null) {
                    all.add(made.apply(words));
                }
            }
            all.add(GlossarySection.of(words));
            String heading = title == null ? words.of("page.title") : title;
            List<Caution> cautions = all.stream()
                    .flatMap(section -> section.notes().stream())
                    .distinct()
                    .toList();
            return new ReportPage(PageFile.of(words, heading, lines(words), all, foot(words)), cautions, leftOut);
        }

        /** The end of the horizon of the latest training origin. */
        private @Nullable Instant trainedUntil(ZoneId of) {
            ModelDescription description = model;
            if (description == null
                    || description.horizon() == null
                    || description.cutoffs().isEmpty()) {
                return null;
            }
            return new Horizon(Duration.parse(description.horizon()))
                    .after(Instant.parse(description.cutoffs().get(0)), of);
        }

        private List<String> lines(Words words) {
            List<String> lines = new ArrayList<>();
            if (provenance != null) {
                lines.add(words.of("page.as_of", words.day(provenance.at())));
            }
            lines.add(words.of(customers.isEmpty() ? "page.aggregates" : "page.personal", customers.size()));
            return lines;
        }

        private List<String> foot(Words words) {
            if (provenance == null) {
                return List.of();
            }
            List<String> lines = new ArrayList<>();
            String model = provenance.model() == null ? "–" : provenance.model();
            lines.add(words.of("page.made", provenance.at(), model, provenance.library()));
            provenance.settings().forEach((name, value) -> lines.add(name + ": " + value));
            return lines;
        }

        /** Sections in the order of the page: the outcome first, then what it rests on. */
        private static final List<String> ORDER = List.of(
                "segments",
                "churn",
                "money",
                "offers",
                "reasons",
                "customers",
                "evaluation",
                "drift",
                "training",
                "quality");
    }
}
