/** The layers of a network: stateless, each with its backward pass directly under its forward pass. */
@NullMarked
package dev.clv.nn.layer;

import org.jspecify.annotations.NullMarked;
