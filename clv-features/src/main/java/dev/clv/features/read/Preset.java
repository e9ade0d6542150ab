package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The exports of shops whose mappings come with the library, and what has to be known about each. */
enum Preset {
    SHOPIFY(
            "for the export of orders (CSV) of Shopify",
            "an order's total counts once, on its first line; further lines have none",
            "cancelled and unpaid orders, and those with the tag test or a bogus payment are dropped",
            "refunds are at the time of their order, as the export tells no other"),
    WOOCOMMERCE(
            "for WooCommerce's Order/Customer CSV Export, with one row an order or an item, and for Advanced Order Export",
            "an order's total counts once, however many rows repeat it",
            "times have no offset and UTC is assumed; set time.zone to the shop's zone"),
    MAGENTO(
            "for the CSV export of the grid of orders of Magento or Adobe Commerce",
            "the export names no currency; set \"currency\", such as \"EUR\"",
            "times have no offset and UTC is assumed; set time.zone to the shop's zone"),
    STRIPE(
            "for the unified export of payments (CSV, all columns) of Stripe",
            "failed, uncaptured and test payments are dropped; refunds count at their own date"),
    AMAZON(
            "for the report Amazon Fulfilled Shipments (tab-delimited) of Seller Central",
            "the report holds shipped items only; cancellations and refunds are in other reports",
            "the buyer's anonymous e-mail address is the customer"),
    OLIST(
            "for the orders of Olist joined into one file: a row an item, with the columns of orders, order_items, products"
                    + " and customers",
            "the amount is price plus freight; cancelled and unavailable orders are dropped");

    private final List<String> notes;

    Preset(String... notes) {
        this.notes = List.of(notes);
    }

    /** @throws IllegalArgumentException if there is none of this name; the message lists those there are */
    static Preset named(String name) {
        return Arrays.stream(values())
                .filter(preset -> preset.word().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no preset of this name; there are "
                        + Arrays.stream(values()).map(Preset::word).collect(Collectors.joining(", "))));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the mapping is for and what it assumes: a sentence each. */
    List<String> notes() {
        return notes;
    }

    /** The mapping of the usual form of the export. */
    String json() {
        return requireNonNull(text("presets/" + word() + ".json"));
    }

    /** The mappings of all forms of the export, the usual one first. */
    List<String> forms() {
        List<String> forms = new ArrayList<>(List.of(json()));
        String another = text("presets/" + word() + ".2.json");
        if (another != null) {
            forms.add(another);
        }
        return forms;
    }

    private static @Nullable String text(String resource) {
        try (InputStream in = Preset.class.getResourceAsStream(resource)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
