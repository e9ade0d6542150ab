/** What each customer will be worth: the model, its builder and its predictions. */
@NullMarked
package dev.clv;

import org.jspecify.annotations.NullMarked;
