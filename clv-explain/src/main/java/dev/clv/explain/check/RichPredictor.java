package dev.clv.explain.check;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.DifferentiablePredictor;
import dev.clv.explain.SecantPredictor;

/** A predictor with all that an explainer may ask of it: sums over columns, gradients, kinks and secants. */
public interface RichPredictor extends AdditivePredictor, DifferentiablePredictor, SecantPredictor {}
