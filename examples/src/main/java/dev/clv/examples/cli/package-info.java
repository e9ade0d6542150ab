/** The {@code clv} command line: a thin layer of options, files and messages over the library's public API. */
@NullMarked
package dev.clv.examples.cli;

import org.jspecify.annotations.NullMarked;
