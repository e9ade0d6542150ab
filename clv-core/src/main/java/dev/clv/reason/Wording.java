package dev.clv.reason;

import dev.clv.internal.Spelling;
import dev.clv.reason.Effect.Direction;
import dev.clv.reason.Templates.Fill;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts explanations into words, from templates. English and Chinese come with the library; a service changes single
 * templates, or all of them for another language. Immutable and thread-safe.
 *
 * <pre>{@code
 * Wording wording = Wording.in(Locale.CHINESE);
 * List<String> sentences = wording.sentences(explanation, 3);
 * Wording ours = Wording.in(Locale.ENGLISH).with(Map.of("feature.attr.tier", "Membership tier"));
 * }</pre>
 *
 * <p>{@link #templates()} lists the keys with their places in braces. The name of a feature is looked up under
 * {@code feature.NAME}, then under a key with a star ({@code feature.attr.*}, where {@code {name}} is what the star
 * stands for); without either, its own description is used. Groups and units are looked up in the same way. Amounts
 * come with the currency's code and its usual number of decimals.
 *
 * <p>Sentences hold values of the customer's features, which are personal data, and nothing else about the customer.
 */
public final class Wording {

    private final Locale locale;
    private final Amounts amounts;
    private final Templates templates;
    private final ZoneId zone;

    private Wording(Locale locale, Templates templates, ZoneId zone) {
        this.locale = locale;
        this.amounts = new Amounts(locale);
        this.templates = templates;
        this.zone = zone;
    }

    /**
     * The wording of a language that comes with the library.
     *
     * @param locale its language, {@code en} or {@code zh}, selects the templates, and its region the number format
     */
    public static Wording in(Locale locale) {
        return new Wording(locale, Templates.shipped(locale), ZoneOffset.UTC);
    }

    /**
     * The same with some templates changed or added. A template may use the places of the English one, a reason also
     * {@code {group}}; a unit's may use {@code {value}}, {@code {percent}}, {@code {money}} and {@code {date}}.
     *
     * @param changed templates by key
     * @throws IllegalArgumentException if there is no such key, or a template has no such place, which is checked at
     *     once
     */
    public Wording with(Map<String, String> changed) {
        return new Wording(locale, templates.with(changed), zone);
    }

    /** The same with the number format of another locale, for templates of another language. */
    public Wording numbersIn(Locale other) {
        return new Wording(other, templates, zone);
    }

    /** The same with days in another zone than UTC. */
    public Wording zone(ZoneId other) {
        return new Wording(locale, templates, other);
    }

    /** All templates by key; unmodifiable. */
    public Map<String, String> templates() {
        return templates.texts();
    }

    /**
     * An explanation in sentences: the prediction beside the reference, the business groups that count most, the
     * reasons up, the reasons down, everything else in one amount, then the caveats that concern the reasons, and that
     * these are not causes.
     *
     * @param most how many groups, and how many reasons each way, at least 1
     */
    public List<String> sentences(Explanation explanation, int most) {
        Reasons reasons = explanation.reasons(most);
        String currency = explanation.currency();
        List<String> sentences = new ArrayList<>();
        sentences.add(templates.fill(
                explanation.horizon() == null ? "headline" : "headline.horizon", place -> switch (place) {
                    case "prediction" -> money(explanation.prediction(), currency);
                    case "base" -> money(explanation.baseValue(), currency);
                    case "reference" -> reference(explanation.reference());
                    case "days" ->
                        explanation.horizon() == null
                                ? null
                                : amounts.number(explanation.horizon().toMinutes() / 1440.0);
                    default -> null;
                }));
        groups(explanation, most).ifPresent(sentences::add);
        reasons.up().forEach(effect -> sentences.add(sentence(effect, currency)));
        reasons.down().forEach(effect -> sentences.add(sentence(effect, currency)));
        sentences.add(templates.fill(
                "reason.other", place -> "amount".equals(place) ? signedMoney(reasons.other(), currency) : null));
        sentences.addAll(caveats(explanation, reasons));
        sentences.add(templates.fill("note", Fill.NOTHING));
        return List.copyOf(sentences);
    }

    /** The largest business groups whose effect differs from 0 by at least two standard errors. */
    private Optional<String> groups(Explanation explanation, int most) {
        List<String> parts = explanation.groups().stream()
                .filter(GroupEffect::significant)
                .limit(most)
                .map(group -> templates.fill("groups.part", place -> switch (place) {
                    case "group" -> group(group.group());
                    case "amount" -> signedMoney(group.amount(), explanation.currency());
                    default -> null;
                }))
                .toList();
        String joined = String.join(templates.fill("groups.and", Fill.NOTHING), parts);
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(templates.fill("groups", place -> "groups".equals(place) ? joined : null));
    }

    /**
     * One reason: the feature, the customer's value, the reference's, and the amount; without the values where they are
     * vectors.
     */
    public String sentence(Effect effect, String currency) {
        String kind = FeatureValue.VECTOR.equals(effect.value().category()) ? "reason.vector" : "reason";
        return templates.fill(kind + (effect.direction() == Direction.UP ? ".up" : ".down"), place -> switch (place) {
            case "feature" -> feature(effect.feature());
            case "group" -> group(effect.feature().group());
            case "value" -> value(effect.feature(), effect.value(), currency);
            case "typical" -> value(effect.feature(), effect.typical(), currency);
            case "amount" -> money(Math.abs(effect.amount()), currency);
            default -> null;
        });
    }

    /**
     * What would raise a value, in sentences: one for every way, or one that says that there is none; then that this is
     * the model's effect and not a cause.
     */
    public List<String> sentences(WhatIf whatIf) {
        Fill amounts = place -> switch (place) {
            case "prediction" -> money(whatIf.prediction(), whatIf.currency());
            case "wanted" -> money(whatIf.wanted(), whatIf.currency());
            default -> null;
        };
        List<String> sentences = new ArrayList<>();
        if (whatIf.prediction() >= whatIf.wanted()) {
            sentences.add(templates.fill("whatif.reached", amounts));
        } else if (whatIf.options().isEmpty()) {
            sentences.add(templates.fill("whatif.none", amounts));
        } else {
            sentences.add(templates.fill("whatif.headline", amounts));
        }
        for (WhatIf.Option option : whatIf.options()) {
            List<String> changes = option.changes().stream()
                    .map(change -> change(change, whatIf.currency()))
                    .toList();
            String joined = String.join(templates.fill("whatif.and", Fill.NOTHING), changes);
            sentences.add(templates.fill("whatif.option", place -> switch (place) {
                case "changes" -> joined;
                case "prediction" -> money(option.prediction(), whatIf.currency());
                default -> null;
            }));
        }
        for (FeatureLabel unused : whatIf.unused()) {
            sentences.add(templates.fill("whatif.unused", place -> "feature".equals(place) ? feature(unused) : null));
        }
        sentences.add(templates.fill("whatif.note", Fill.NOTHING));
        return List.copyOf(sentences);
    }

    private String change(WhatIf.Change change, String currency) {
        return templates.fill("whatif.change", place -> switch (place) {
            case "feature" -> feature(change.feature());
            case "from" -> value(change.feature(), change.from(), currency);
            case "to" -> value(change.feature(), change.to(), currency);
            default -> null;
        });
    }

    /**
     * The difference between two segments in sentences: the values, then the business groups whose interval does not
     * hold 0, largest first.
     *
     * @param most how many groups, at least 1
     */
    public List<String> sentences(SegmentDifference difference, int most) {
        List<String> sentences = new ArrayList<>();
        sentences.add(difference("segment.headline", "", difference.prediction(), difference));
        difference.groups().stream()
                .filter(SegmentDifference.Part::significant)
                .sorted(SegmentDifference.Part.BY_SIZE)
                .limit(most)
                .forEach(part -> sentences.add(difference("segment.group", group(part.name()), part, difference)));
        sentences.add(templates.fill("note", Fill.NOTHING));
        return List.copyOf(sentences);
    }

    private String difference(String key, String name, SegmentDifference.Part part, SegmentDifference whole) {
        return templates.fill(key, place -> switch (place) {
            case "group" -> name;
            case "amount" -> signedMoney(part.amount(), whole.currency());
            case "low" -> signedMoney(part.low(), whole.currency());
            case "high" -> signedMoney(part.high(), whole.currency());
            case "percent" -> amounts.number(100 * whole.level());
            case "customers" -> amounts.number(whole.customers());
            case "others" -> amounts.number(whole.others());
            default -> null;
        });
    }

    /** What the customer is compared with. */
    public String reference(ReferencePoint reference) {
        Instant at = reference.at();
        return templates.fill(
                "reference." + reference.kind().name().toLowerCase(Locale.ROOT),
                place -> "date".equals(place) && at != null
                        ? LocalDate.ofInstant(at, zone).toString()
                        : null);
    }

    /** The name of a business group. */
    public String group(String group) {
        return templates.find("group", group, Fill.NOTHING).orElse(group);
    }

    /** What a feature is. */
    public String feature(FeatureLabel feature) {
        // A column of a plain table stands for itself: its name is all there is.
        boolean column =
                feature.group().equals(feature.name()) || feature.description().isBlank();
        return templates
                .find("feature", feature.name(), Fill.NOTHING)
                .orElse(column ? Spelling.printable(feature.name()) : feature.description());
    }

    /** A feature's value with its unit. */
    public String value(FeatureLabel feature, FeatureValue value, String currency) {
        if (value.hasNoValue()) {
            return templates.fill("value.unknown", Fill.NOTHING);
        }
        String category = value.category();
        if (category != null) {
            return category.equals(FeatureValue.OTHER_CATEGORY)
                    ? templates.fill("value.other", Fill.NOTHING)
                    : Spelling.printable(category);
        }
        double number = value.number();
        Fill places = place -> switch (place) {
            case "value" -> amounts.number(number);
            case "percent" -> amounts.number(100 * number);
            case "money" -> money(number, currency);
            case "date" -> LocalDate.ofEpochDay(Math.round(number)).toString();
            default -> null;
        };
        return templates
                .find("unit", feature.unit(), places)
                .orElseGet(() -> amounts.number(number) + " " + unit(feature, currency));
    }

    /** A unit without a template: {@code currency per year} names the currency. */
    private static String unit(FeatureLabel feature, String currency) {
        return Amounts.isNamed(currency) ? feature.unit().replace("currency", currency) : feature.unit();
    }

    /** The caveats in sentences. */
    public List<String> caveats(Explanation explanation) {
        return explanation.caveats().stream()
                .map(caveat -> caveat(caveat, explanation))
                .toList();
    }

    /** Only those about reasons that are given, or about no feature. */
    private List<String> caveats(Explanation explanation, Reasons reasons) {
        Set<@Nullable String> concerned = new HashSet<>(Arrays.asList((String) null));
        reasons.up().forEach(effect -> concerned.add(effect.feature().name()));
        reasons.down().forEach(effect -> concerned.add(effect.feature().name()));
        return explanation.caveats().stream()
                .filter(caveat -> (concerned.contains(caveat.feature()) || caveat.kind() == Caveat.Kind.MISSING_FEATURE)
                        && (caveat.other() == null || concerned.contains(caveat.other())))
                .map(caveat -> caveat(caveat, explanation))
                .toList();
    }

    private String caveat(Caveat caveat, Explanation explanation) {
        return templates.fill("caveat." + caveat.kind().name().toLowerCase(Locale.ROOT), place -> switch (place) {
            case "feature" -> feature(label(explanation, caveat.feature()));
            case "other" -> feature(label(explanation, caveat.other()));
            case "value" -> {
                FeatureLabel label = label(explanation, caveat.feature());
                yield value(label, explanation.effect(label.name()).value(), explanation.currency());
            }
            case "correlation" -> amounts.number(caveat.correlation());
            default -> null;
        });
    }

    private static FeatureLabel label(Explanation explanation, @Nullable String feature) {
        return explanation.effect(String.valueOf(feature)).feature();
    }

    private String money(double amount, String currency) {
        return money(amounts.amount(amount, currency), currency);
    }

    private String signedMoney(double amount, String currency) {
        return money(amounts.signed(amount, currency), currency);
    }

    private String money(String digits, String currency) {
        if (!Amounts.isNamed(currency)) {
            return digits;
        }
        return templates.fill("money", place -> switch (place) {
            case "amount" -> digits;
            case "currency" -> currency;
            default -> null;
        });
    }
}
