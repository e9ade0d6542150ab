package dev.clv.features.text.entity;

import dev.clv.features.FeatureExtractor;
import java.util.Collection;

/** Extractors of what customers name in reviews and feedback. */
public final class EntityExtractors {

    private EntityExtractors() {}

    /**
     * What a customer writes of brands and products ({@link EntityReader}): {@code products_named} and
     * {@code brands_named}, each mention anew; {@code brand_own_share}, the share of the shop's own among the brands,
     * NaN before the first; {@code brand_own_mood} and {@code brand_other_mood}, from -1 to 1, the mean mood, by the
     * word list, of texts that name one of the shop's brands, or another one, NaN before the first that has a mood. A
     * model file does not hold the catalogue: pass the extractor again when the model is loaded. One with another
     * catalogue is refused.
     *
     * @param catalogue the names to look for
     * @param own the brands that are the shop's, as the catalogue writes them; empty if it has none
     * @throws IllegalArgumentException if the catalogue does not have one of {@code own} as a brand
     */
    public static FeatureExtractor brands(Catalogue catalogue, Collection<String> own) {
        return new BrandFeatures(catalogue, own);
    }
}
