/** Live scoring over HTTP, on the server that comes with the JDK. */
@NullMarked
package dev.clv.serve.http;

import org.jspecify.annotations.NullMarked;
