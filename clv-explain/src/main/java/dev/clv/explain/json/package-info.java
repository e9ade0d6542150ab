/**
 * Results as JSON text and back, with JDK types only in every signature: {@link dev.clv.explain.json.Json} for plain
 * trees, {@link dev.clv.explain.json.JsonObject} for one object with a kind and a version, and
 * {@link dev.clv.explain.json.RecordJson} for results that are records, which need nothing else.
 */
@NullMarked
package dev.clv.explain.json;

import org.jspecify.annotations.NullMarked;
