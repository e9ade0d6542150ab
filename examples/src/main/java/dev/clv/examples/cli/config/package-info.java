/** The file of {@code --config}: every knob of readers and builders as JSON. */
@NullMarked
package dev.clv.examples.cli.config;

import org.jspecify.annotations.NullMarked;
