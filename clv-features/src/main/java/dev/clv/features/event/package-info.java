/**
 * What customers did: the kinds of event, one customer's history, and the log that holds everybody's.
 *
 * <p>Times are kept to the microsecond, money as exact decimals. Everything here is immutable and thread-safe unless
 * its Javadoc says otherwise.
 */
@NullMarked
package dev.clv.features.event;

import org.jspecify.annotations.NullMarked;
