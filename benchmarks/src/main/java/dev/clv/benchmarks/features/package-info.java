/** How fast histories become features, and features network inputs. */
@NullMarked
package dev.clv.benchmarks.features;

import org.jspecify.annotations.NullMarked;
