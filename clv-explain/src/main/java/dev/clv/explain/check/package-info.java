/** The promises of every explainer, as checks that anyone can run. */
@NullMarked
package dev.clv.explain.check;

import org.jspecify.annotations.NullMarked;
