/** What results say of themselves that their user should know before relying on them. */
@NullMarked
package dev.clv.caution;

import org.jspecify.annotations.NullMarked;
