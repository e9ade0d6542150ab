package dev.clv.decide.money;

import static java.util.Objects.requireNonNull;

import dev.clv.caution.Caution;
import dev.clv.decide.Provenance;
import dev.clv.explain.json.JsonObject;
import dev.clv.explain.json.RecordJson;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shop's customers have paid and will pay. Immutable and thread-safe; it names no customer.
 *
 * <pre>{@code
 * MoneyReport report = MoneyReport.builder()
 *         .costs(Costs.csv(Path.of("costs.csv")))
 *         .margin(0.3)
 *         .model(model)
 *         .review(log, Instant.parse("2024-06-17T00:00:00Z"));
 * report.sentences().forEach(service::show);
 * }</pre>
 *
 * @param provenance where it comes from
 * @param until the end of what was observed: the instant asked for, or the end of the log if that is earlier
 * @param currency of all amounts, an ISO 4217 code; {@code XXX} if the log names none
 * @param purchases what was bought before {@code until}, in currency
 * @param refunds what was given back; zero or more
 * @param cohorts value by month of age
 * @param retention who bought again by month of age
 * @param acquisition value by channel beside costs; null if no costs were given
 * @param concentration how much hangs on a few customers
 * @param demand what was asked for
 * @param excluded how many customers were left out on purpose, by reason
 * @param cautions what to know before relying on it; often empty
 */
public record MoneyReport(
        Provenance provenance,
        Instant until,
        String currency,
        double purchases,
        double refunds,
        Cohorts cohorts,
        RetentionTriangle retention,
        @Nullable Acquisition acquisition,
        Concentration concentration,
        Demand demand,
        Map<String, Integer> excluded,
        List<Caution> cautions) {

    private static final String KIND = "money-report";
    private static final int VERSION = 1;

    /** Copies the map, whose order is kept, and the list. */
    public MoneyReport {
        requireNonNull(provenance, "provenance");
        requireNonNull(until, "until");
        requireNonNull(currency, "currency");
        excluded = Collections.unmodifiableMap(new LinkedHashMap<>(excluded));
        cautions = List.copyOf(cautions);
    }

    /** Begins to say what is wanted. */
    public static MoneyReportBuilder builder() {
        return new MoneyReportBuilder();
    }

    /** How many customers bought. */
    public int customers() {
        return cohorts.all().customers();
    }

    /** The report in words, some sentences long. Cautions are not among them. */
    public List<String> sentences() {
        return new MoneyWords(this).sentences();
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back. */
    public String toJson() {
        return JsonObject.of(KIND, VERSION)
                .put("at", provenance.at().toString())
                .put("model", provenance.model())
                .put("library", provenance.library())
                .put("settings", provenance.settings())
                .put("until", until.toString())
                .put("currency", currency)
                .put("purchases", purchases)
                .put("refunds", refunds)
                .put("cohorts", RecordJson.members(cohorts))
                .put("retention", RecordJson.members(retention))
                .put("acquisition", acquisition == null ? null : RecordJson.members(acquisition))
                .put("concentration", RecordJson.members(concentration))
                .put("demand", RecordJson.members(demand))
                .put("excluded", excluded)
                .put("cautions", Caution.toJson(cautions))
                .toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static MoneyReport fromJson(String text) {
        JsonObject json = JsonObject.read(text, KIND, VERSION);
        Map<String, String> settings = new LinkedHashMap<>();
        JsonObject written = json.part("settings");
        written.members().keySet().forEach(name -> settings.put(name, written.text(name)));
        Map<String, Integer> excluded = new LinkedHashMap<>();
        JsonObject counts = json.part("excluded");
        counts.members().keySet().forEach(name -> excluded.put(name, counts.integer(name)));
        return new MoneyReport(
                new Provenance(
                        Instant.parse(json.text("at")), json.optionalText("model"), json.text("library"), settings),
                Instant.parse(json.text("until")),
                json.text("currency"),
                json.number("purchases"),
                json.number("refunds"),
                RecordJson.record(json.part("cohorts"), Cohorts.class),
                RecordJson.record(json.part("retention"), RetentionTriangle.class),
                json.has("acquisition") ? RecordJson.record(json.part("acquisition"), Acquisition.class) : null,
                RecordJson.record(json.part("concentration"), Concentration.class),
                RecordJson.record(json.part("demand"), Demand.class),
                excluded,
                Caution.fromJson(json, "cautions"));
    }
}
