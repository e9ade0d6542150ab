/**
 * Features: numbers about one customer as of a cutoff, each with a name, a unit, a description and a business group.
 *
 * <p>{@link dev.clv.features.FeatureExtractor} is the one extension point. A {@link dev.clv.features.FeaturePipeline}
 * runs several of them over histories that are cut at the cutoff before any extractor sees them.
 */
@NullMarked
package dev.clv.features;

import org.jspecify.annotations.NullMarked;
