package dev.clv.features.product;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import org.jspecify.annotations.Nullable;

/** A product and its category, as an event names them; at least one of them is known. */
record Item(@Nullable String product, @Nullable String category) {

    /** What was bought, looked at or put into a cart; null if the event names neither or is of another kind. */
    static @Nullable Item of(CustomerEvent event) {
        if (event instanceof Purchase purchase) {
            return of(purchase.product(), purchase.category());
        }
        if (event instanceof View view) {
            return of(view.product(), view.category());
        }
        return event instanceof CartAdd added ? of(added.product(), added.category()) : null;
    }

    private static @Nullable Item of(@Nullable String product, @Nullable String category) {
        String ofProduct = known(product);
        String ofCategory = known(category);
        return ofProduct == null && ofCategory == null ? null : new Item(ofProduct, ofCategory);
    }

    private static @Nullable String known(@Nullable String name) {
        return name == null || name.isBlank() ? null : name.strip();
    }

    /** A number that stands for it and does not depend on the order of anything. */
    long hash() {
        Hasher hasher = Hashing.murmur3_128().newHasher();
        for (String part : new @Nullable String[] {product, category}) {
            hasher.putBoolean(part != null);
            if (part != null) {
                hasher.putInt(part.length()).putUnencodedChars(part);
            }
        }
        return hasher.hash().asLong();
    }
}
