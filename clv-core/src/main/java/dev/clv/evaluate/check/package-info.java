/** Checks that a way of training knows nothing that it could not have known. */
@NullMarked
package dev.clv.evaluate.check;

import org.jspecify.annotations.NullMarked;
