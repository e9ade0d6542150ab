package dev.clv.features;

import dev.clv.features.event.CustomerHistory;

/** The histories of the training rows, each cut at its row's cutoff; can be walked any number of times. */
public interface TrainingHistories extends Iterable<CustomerHistory> {}
