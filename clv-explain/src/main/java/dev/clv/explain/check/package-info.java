/** What every explainer must keep, as checks that anyone can run. */
@NullMarked
package dev.clv.explain.check;

import org.jspecify.annotations.NullMarked;
