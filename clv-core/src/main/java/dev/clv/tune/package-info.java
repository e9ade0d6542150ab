/** Search for better settings of a training, and whether more data would help; on customers that were held out. */
@NullMarked
package dev.clv.tune;

import org.jspecify.annotations.NullMarked;
