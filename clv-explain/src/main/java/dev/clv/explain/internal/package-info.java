/** What explainers share and nobody else should use: batches, seeds and linear algebra. It knows no other package. */
@NullMarked
package dev.clv.explain.internal;

import org.jspecify.annotations.NullMarked;
