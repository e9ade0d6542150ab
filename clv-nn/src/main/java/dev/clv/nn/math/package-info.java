/**
 * What an author of layers, losses and optimisers needs besides matrices: elementary functions and random numbers whose
 * bits are the same on every JDK.
 */
@NullMarked
package dev.clv.nn.math;

import org.jspecify.annotations.NullMarked;
