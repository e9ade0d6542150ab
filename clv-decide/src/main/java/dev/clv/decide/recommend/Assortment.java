package dev.clv.decide.recommend;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a shop can and wants to sell, beyond what its log tells. Immutable and thread-safe; every method returns another
 * one.
 *
 * <pre>{@code
 * Assortment.fromLog().withoutStock(Set.of("P17")).boughtOnce(Set.of("P3")).margin(0.3, Map.of("P1", 0.5))
 * }</pre>
 */
public final class Assortment {

    private static final Assortment FROM_LOG = new Assortment(Map.of(), Set.of(), Set.of(), Map.of(), 1, false);

    private final Map<String, String> catalogue;
    private final Set<String> withoutStock;
    private final Set<String> boughtOnce;
    private final Map<String, Double> margins;
    private final double defaultMargin;
    private final boolean withReturned;

    private Assortment(
            Map<String, String> catalogue,
            Set<String> withoutStock,
            Set<String> boughtOnce,
            Map<String, Double> margins,
            double defaultMargin,
            boolean withReturned) {
        this.catalogue = catalogue;
        this.withoutStock = withoutStock;
        this.boughtOnce = boughtOnce;
        this.margins = margins;
        this.defaultMargin = defaultMargin;
        this.withReturned = withReturned;
    }

    /** Every product of the log can be bought at any time; a product is not shown to who returned all units of it. */
    public static Assortment fromLog() {
        return FROM_LOG;
    }

    /**
     * With further products that are for sale, such as new ones, which are shown to customers of their category.
     *
     * @param categories of the products; they win over those of events
     * @throws IllegalArgumentException if it is empty
     */
    public Assortment catalogue(Map<String, String> categories) {
        if (categories.isEmpty()) {
            throw new IllegalArgumentException(
                    "a catalogue must hold at least one product; leave it out to take the products of the log");
        }
        return new Assortment(Map.copyOf(categories), withoutStock, boughtOnce, margins, defaultMargin, withReturned);
    }

    /** With products that cannot be bought now, and are not shown. */
    public Assortment withoutStock(Collection<String> products) {
        return new Assortment(
                catalogue, union(withoutStock, products), boughtOnce, margins, defaultMargin, withReturned);
    }

    /** With products that nobody buys twice, such as a washing machine: they are not shown to who has one. */
    public Assortment boughtOnce(Collection<String> products) {
        return new Assortment(
                catalogue, withoutStock, union(boughtOnce, products), margins, defaultMargin, withReturned);
    }

    /** Products are shown also to customers who returned them. */
    public Assortment alsoReturned() {
        return new Assortment(catalogue, withoutStock, boughtOnce, margins, defaultMargin, true);
    }

    /**
     * With the share of a price that is earned, for {@link Ranking#byExpectedValue}.
     *
     * @param usual of products without a margin of their own, in (0, 1]
     * @param margins of products, at most 1; negative for one that is sold at a loss
     */
    public Assortment margin(double usual, Map<String, Double> margins) {
        if (!(usual > 0 && usual <= 1)) {
            throw new IllegalArgumentException("the usual margin must be a share in (0, 1], was " + usual);
        }
        margins.forEach((product, margin) -> {
            if (!(margin <= 1 && margin > Double.NEGATIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the margin of product '" + product + "' must be a share of at most 1, was " + margin);
            }
        });
        return new Assortment(catalogue, withoutStock, boughtOnce, Map.copyOf(margins), usual, withReturned);
    }

    private static Set<String> union(Set<String> one, Collection<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return Set.copyOf(all);
    }

    Map<String, String> catalogue() {
        return catalogue;
    }

    boolean hasStock(String product) {
        return !withoutStock.contains(product);
    }

    boolean isBoughtOnce(String product) {
        return boughtOnce.contains(product);
    }

    boolean showsReturned() {
        return withReturned;
    }

    double margin(String product) {
        return margins.getOrDefault(product, defaultMargin);
    }

    /** How many of the products it names are not among some. */
    Map<String, Long> strangers(Set<String> products) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("without stock", count(withoutStock, products));
        counts.put("bought once", count(boughtOnce, products));
        counts.put("with a margin", count(margins.keySet(), products));
        return counts;
    }

    private static long count(Set<String> named, Set<String> known) {
        return named.stream().filter(product -> !known.contains(product)).count();
    }

    /** For instance {@code 12 in the catalogue, 3 without stock, 1 bought once, 2 with a margin, all others 0.3}. */
    @Override
    public String toString() {
        return catalogue.size() + " in the catalogue, " + withoutStock.size() + " without stock, " + boughtOnce.size()
                + " bought once, " + margins.size() + " with a margin, all others " + defaultMargin
                + (withReturned ? ", also returned ones" : "");
    }
}
