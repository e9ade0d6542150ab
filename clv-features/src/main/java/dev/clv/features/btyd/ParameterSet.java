package dev.clv.features.btyd;

import java.util.List;

/**
 * What was learned from the customers of one cutoff.
 *
 * @param purchases the parameters of each purchase model
 * @param spend those of the Gamma-Gamma model
 */
record ParameterSet(List<double[]> purchases, double[] spend) {}
