/** How a part of a network says what it is, in stable words and numbers that a model file can hold. */
@NullMarked
package dev.clv.nn.describe;

import org.jspecify.annotations.NullMarked;
