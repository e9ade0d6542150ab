/** How predictions depend on one or two columns: partial dependence, individual curves, accumulated local effects. */
@NullMarked
package dev.clv.explain.dependence;

import org.jspecify.annotations.NullMarked;
