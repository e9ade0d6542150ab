/**
 * The arithmetic underneath: matrix products, elementary functions and random numbers with the same bits on every JDK.
 */
@NullMarked
package dev.clv.nn.kernel;

import org.jspecify.annotations.NullMarked;
