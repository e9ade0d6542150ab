/** Other libraries beside ours in one run; built and resolved only in the peers profile, never published. */
@NullMarked
package dev.clv.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
