/**
 * Early warning of churn: who is likely not to buy again soon, what is at risk with them, and whom to contact within a
 * budget. {@link dev.clv.decide.churn.ChurnWarning} is where to begin.
 *
 * <p>What churn means is said by a {@link dev.clv.decide.churn.ChurnDefinition}. Likely to churn and worth saving are
 * two questions with two lists ({@link dev.clv.decide.churn.ChurnAlerts}): the surest churners have mostly left
 * already, and there is little to save with them.
 */
@NullMarked
package dev.clv.decide.churn;

import org.jspecify.annotations.NullMarked;
