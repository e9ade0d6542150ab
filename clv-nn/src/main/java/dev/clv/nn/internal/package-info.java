/** Not API: what only clv-nn itself may use. May change in any release. */
@NullMarked
package dev.clv.nn.internal;

import org.jspecify.annotations.NullMarked;
