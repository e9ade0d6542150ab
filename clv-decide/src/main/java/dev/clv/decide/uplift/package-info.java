/**
 * Offers by what they change: which customers buy, or spend more, because of an offer, and who gets which under a
 * budget. {@link dev.clv.decide.uplift.Experiment} is where to begin.
 *
 * <p>Prediction is not incrementality. The customers likeliest to buy mostly buy without an offer; what an offer is
 * worth is the difference that it makes, its uplift, which only a comparison with customers who did not get it can
 * show. {@link dev.clv.decide.uplift.UpliftModel} learns it from an experiment,
 * {@link dev.clv.decide.uplift.UpliftEvaluation} says whether there is anything to be learned, and
 * {@link dev.clv.decide.uplift.OfferPlan} spends a budget by it.
 */
@NullMarked
package dev.clv.decide.uplift;

import org.jspecify.annotations.NullMarked;
