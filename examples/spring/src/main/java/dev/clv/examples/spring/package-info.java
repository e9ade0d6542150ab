/** A service on Spring Boot that predicts customers while their events come in. */
@NullMarked
package dev.clv.examples.spring;

import org.jspecify.annotations.NullMarked;
