package dev.clv.features.text.entity;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.clv.features.internal.opinion.Phrases;
import dev.clv.features.internal.opinion.ReadableText;
import dev.clv.features.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of a shop's products, brands and categories, as {@link EntityReader} looks for them. Immutable and
 * thread-safe.
 *
 * <p>A name that stands for several things is that of a product rather than a brand, and of a brand rather than a
 * category. A name that several products have belongs to none of them: it is found without an id. A product whose name
 * begins with its brand is also found without it, if two words or a number are left. Products are found in the plural
 * too, categories in the singular and the plural, as English forms them; products and brands also without accents, with
 * or without a blank between a letter and a digit ("iPhone 15", "iPhone15"), and with "and" or "e" for an ampersand.
 * Names of a single letter are not looked for.
 */
public final class Catalogue {

    private final Map<String, CatalogueEntry> entries;
    private final Phrases<CatalogueEntry> phrases;
    private final int ignored;

    private Catalogue(Map<String, CatalogueEntry> entries, int ignored) {
        this.entries = entries;
        this.ignored = ignored;
        this.phrases = new Phrases<>(entries);
    }

    /** A catalogue without any name. */
    public static Catalogue empty() {
        return builder().build();
    }

    /** A catalogue to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The catalogue in a CSV file with any of the columns {@code name} (of a product), {@code product_id},
     * {@code brand} and {@code category}, in any order and among others; cells may be empty.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no CSV file, or has none of the columns {@code name}, {@code brand} and
     *     {@code category}
     */
    public static Catalogue csv(Path file) throws IOException {
        Table table = Table.csv(file).read();
        Map<String, String> columns = new HashMap<>();
        table.columns().forEach(column -> columns.putIfAbsent(column.strip().toLowerCase(Locale.ROOT), column));
        if (!columns.containsKey("name") && !columns.containsKey("brand") && !columns.containsKey("category")) {
            throw new IllegalArgumentException("the catalogue '" + file.getFileName()
                    + "' has none of the columns name, brand and category; name at least one of them so");
        }
        Builder builder = builder();
        for (int row = 0; row < table.rows(); row++) {
            String name = cell(table, row, columns.get("name"));
            String brand = cell(table, row, columns.get("brand"));
            String category = cell(table, row, columns.get("category"));
            if (name != null) {
                builder.product(cell(table, row, columns.get("product_id")), name, brand);
            }
            if (brand != null) {
                builder.brand(brand);
            }
            if (category != null) {
                builder.category(category);
            }
        }
        return builder.build();
    }

    private static @Nullable String cell(Table table, int row, @Nullable String column) {
        String text = column == null ? null : table.text(row, column);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** How many names are looked for, other forms of them included. */
    public int size() {
        return entries.size();
    }

    /** How many names are not looked for, as they have one character or none. */
    public int ignored() {
        return ignored;
    }

    /** Whether it has a brand that is written like this. */
    public boolean hasBrand(String name) {
        CatalogueEntry entry = entries.get(Builder.key(name));
        return entry != null && entry.kind() == EntityKind.BRAND && entry.name().equals(name);
    }

    /** A hash of all names and what they stand for; catalogues with the same ones have the same. */
    public long fingerprint() {
        Hasher hasher = Hashing.murmur3_128().newHasher();
        new TreeMap<>(entries)
                .forEach((key, entry) -> hasher.putUnencodedChars(key)
                        .putChar('\0')
                        .putInt(entry.kind().ordinal())
                        .putUnencodedChars(entry.name())
                        .putChar('\0')
                        .putUnencodedChars(entry.id() == null ? "" : entry.id())
                        .putChar('\0'));
        return hasher.hash().asLong();
    }

    Phrases<CatalogueEntry> phrases() {
        return phrases;
    }

    /** Collects names; those of one character or none are left out and counted. Not thread-safe. */
    public static final class Builder {

        private final Map<String, CatalogueEntry> entries = new HashMap<>();
        private final Map<String, CatalogueEntry> shorter = new HashMap<>();
        private final Set<String> ignored = new HashSet<>();

        private Builder() {}

        /** Adds a product without id or brand. */
        public Builder product(String name) {
            return product(null, name, null);
        }

        /**
         * Adds a product.
         *
         * @param id its id, if known
         * @param brand its brand, if known; {@link #brand} adds it as a name of its own
         */
        public Builder product(@Nullable String id, String name, @Nullable String brand) {
            add(entries, key(name), EntityKind.PRODUCT, name, id);
            String key = key(name);
            for (String other : Spellings.of(key)) {
                add(shorter, other, EntityKind.PRODUCT, name, id);
            }
            String plural = Spellings.plural(key);
            if (plural != null && !EverydayWords.contains(plural)) {
                add(shorter, plural, EntityKind.PRODUCT, name, id);
            }
            String start = brand == null ? "" : key(brand) + " ";
            if (start.length() > 1 && key.startsWith(start)) {
                String rest = key.substring(start.length());
                if (rest.indexOf(' ') > 0 || rest.length() > 2 && rest.chars().anyMatch(Character::isDigit)) {
                    add(shorter, rest, EntityKind.PRODUCT, name, id);
                }
            }
            return this;
        }

        /** Adds a brand. */
        public Builder brand(String name) {
            add(entries, key(name), EntityKind.BRAND, name, null);
            for (String other : Spellings.of(key(name))) {
                add(shorter, other, EntityKind.BRAND, name, null);
            }
            return this;
        }

        /** Adds a category. */
        public Builder category(String name) {
            String key = key(name);
            add(entries, key, EntityKind.CATEGORY, name, null);
            for (String other : Spellings.numbers(key)) {
                add(shorter, other, EntityKind.CATEGORY, name, null);
            }
            return this;
        }

        /** Adds brands. */
        public Builder brands(List<String> names) {
            names.forEach(this::brand);
            return this;
        }

        /** Adds categories. */
        public Builder categories(List<String> names) {
            names.forEach(this::category);
            return this;
        }

        /** The catalogue. */
        public Catalogue build() {
            Map<String, CatalogueEntry> all = new HashMap<>(shorter);
            all.putAll(entries);
            return new Catalogue(all, ignored.size());
        }

        private void add(
                Map<String, CatalogueEntry> map, String key, EntityKind kind, String name, @Nullable String id) {
            if (key.codePointCount(0, key.length()) < 2) {
                ignored.add(name);
                return;
            }
            CatalogueEntry entry = new CatalogueEntry(kind, name.strip(), id, EverydayWords.contains(key));
            map.merge(key, entry, Builder::moreSpecific);
        }

        private static CatalogueEntry moreSpecific(CatalogueEntry one, CatalogueEntry other) {
            if (one.kind() != other.kind()) {
                return one.kind().compareTo(other.kind()) < 0 ? one : other;
            }
            boolean same = one.id() != null && one.id().equals(other.id());
            return new CatalogueEntry(one.kind(), one.name(), same ? one.id() : null, one.everyday());
        }

        private static String key(String name) {
            return ReadableText.exactly(name).toString().strip();
        }
    }
}
