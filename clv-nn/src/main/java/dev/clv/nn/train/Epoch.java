package dev.clv.nn.train;

/**
 * The state of a training after an epoch.
 *
 * @param number 1 for the first
 * @param trainLoss mean loss of the training rows during the epoch (while the weights moved and dropout was on),
 *     weighted by row, without penalties
 * @param validationLoss mean loss of the validation rows after the epoch, weighted by row; NaN without validation rows
 * @param best whether this is the best epoch so far
 */
public record Epoch(int number, double trainLoss, double validationLoss, boolean best) {}
