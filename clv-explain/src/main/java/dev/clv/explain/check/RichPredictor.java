package dev.clv.explain.check;

import dev.clv.explain.AdditivePredictor;
import dev.clv.explain.DifferentiablePredictor;
import dev.clv.explain.SecantPredictor;

/** A predictor that says all of itself that an explainer may ask. */
public interface RichPredictor extends AdditivePredictor, DifferentiablePredictor, SecantPredictor {}
