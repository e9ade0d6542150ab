package dev.clv.features.standard;

import dev.clv.features.ColumnReport;
import dev.clv.features.ColumnReport.Kind;
import dev.clv.features.Feature;
import dev.clv.features.internal.KnownIds;
import dev.clv.features.internal.PersonalWords;
import dev.clv.features.internal.WordCounts;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.NumberEvidence;
import dev.clv.features.internal.cell.NumberForm;
import dev.clv.features.internal.cell.Printable;
import dev.clv.features.internal.time.TimeGuess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the values of an attribute are: numbers of one form if all of them are, else words. An attribute most of whose
 * values are numbers becomes words only where nearly every value is a frequent word.
 */
final class AttributeStudy {

    private static final double HALF = 0.5;
    private static final double MOSTLY = 0.9;

    /** How many different values are looked at for dates. */
    private static final int SAMPLE = 200;

    private final String name;
    private final boolean common;
    private final NumberEvidence evidence = new NumberEvidence(null);
    private final List<String> categories;
    private final boolean numeric;
    private final int customers;
    private final int withheld;
    private final List<String> sample = new ArrayList<>();
    private long values;
    private long numbers;
    private long covered;
    private @Nullable String odd;

    /**
     * @param ids of all customers
     * @param common whether enough customers have the attribute
     * @throws IllegalArgumentException if most of its values are numbers and they cannot be read in one form
     */
    AttributeStudy(String name, WordCounts words, KnownIds ids, boolean common, int maxCategories) {
        this.name = name;
        this.common = common;
        PersonalWords personal = words.personal(ids);
        this.customers = personal.numbersOfCustomers();
        this.categories = words.frequent(maxCategories, personal);
        this.withheld = words.withheld(personal);
        Set<String> kept = new HashSet<>(categories);
        words.forEach((word, times) -> {
            values += times;
            if (sample.size() < SAMPLE) {
                sample.add(word);
            }
            covered += kept.contains(word) ? times : 0;
            if (evidence.add(word)) {
                numbers += times;
            } else {
                odd = odd == null ? word : odd;
            }
        });
        this.numeric = odd == null;
        if (common) {
            requireReadable();
        }
    }

    private void requireReadable() {
        String subject = "attribute '" + Printable.name(name) + "' ";
        if (numeric) {
            evidence.problem("write them without marks between thousands").ifPresent(problem -> {
                throw new IllegalArgumentException(subject + problem);
            });
        } else if (numbers >= HALF * values && covered < MOSTLY * values) {
            throw new IllegalArgumentException(
                    subject + "has numbers in " + numbers + " of " + values
                            + " values, but also " + Masked.quoted(String.valueOf(odd))
                            + "; correct the others, or name them as missing values, by \"missing\" of the mapping or by missing(...)");
        }
    }

    /** The feature that it makes; empty if none. */
    Optional<Feature> feature() {
        if (isNumber()) {
            return Optional.of(Attributes.numeric(name));
        }
        return categories.isEmpty() ? Optional.empty() : Optional.of(Attributes.categorical(name, categories));
    }

    private boolean isNumber() {
        return common && numeric && customers == 0;
    }

    NumberForm form() {
        return isNumber() ? evidence.form() : NumberForm.PLAIN;
    }

    /** @param minCustomers how many customers must share what is kept */
    ColumnReport report(int minCustomers) {
        if (common && numeric && customers > 0) {
            return ColumnReport.withholding(customers, name, Kind.IGNORED);
        }
        if (isNumber()) {
            String detail = evidence.isOpen()
                    ? "every point stands before three digits and was taken for a decimal mark"
                    : form().equals(NumberForm.PLAIN) ? "" : form().description();
            return new ColumnReport(name, Kind.NUMBER, detail, evidence.example(), evidence.currency());
        }
        if (withheld > 0) {
            return ColumnReport.withholding(withheld, name, categories.isEmpty() ? Kind.IGNORED : Kind.CATEGORY);
        }
        return categories.isEmpty()
                ? new ColumnReport(name, Kind.IGNORED, whyIgnored(minCustomers), null)
                : new ColumnReport(name, Kind.CATEGORY, mixture(), null);
    }

    private String whyIgnored(int minCustomers) {
        if (!common) {
            return "fewer than " + minCustomers + " different customers have it";
        }
        String shared = "no value in it is shared by " + minCustomers + " different customers";
        return TimeGuess.areDates(sample)
                ? "dates, and " + shared + "; write what matters as a number, such as a year"
                : shared;
    }

    /** How many of the values are numbers, where most are. */
    private String mixture() {
        return numbers >= HALF * values ? numbers + " of " + values + " values are numbers" : "";
    }
}
