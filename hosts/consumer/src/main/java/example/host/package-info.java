/**
 * A small service that uses clv as any service does, run in hosts that bring their own versions of the libraries. The
 * same package holds its two variants: behind Spring's web server, and as a module of its own.
 */
package example.host;
