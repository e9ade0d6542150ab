/**
 * "Buy till you die": probability models of customers who buy at a rate of their own until, unseen, they stop for good.
 *
 * <p>All symbols are those of the papers. A customer's history is x repeat purchases, the last of them at
 * t<sub>x</sub>, observed until T, all counted from the first purchase ({@link dev.clv.features.btyd.PurchaseSummary}).
 * {@link dev.clv.features.btyd.ParetoNbd}, {@link dev.clv.features.btyd.BgNbd} and {@link dev.clv.features.btyd.MbgNbd}
 * say how often and how long a customer buys, {@link dev.clv.features.btyd.GammaGamma} for how much;
 * {@link dev.clv.features.btyd.BuyTillYouDie} makes features of them.
 */
@NullMarked
package dev.clv.features.btyd;

import org.jspecify.annotations.NullMarked;
