package dev.clv.examples.spring;

import dev.clv.features.read.EventReadException;
import dev.clv.serve.live.BusyException;
import dev.clv.serve.live.StoreException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the library refuses, as problems; its sentences say what to do and name no customer. */
@RestControllerAdvice
class Refusals {

    @ExceptionHandler({EventReadException.class, IllegalArgumentException.class})
    ProblemDetail badRequest(RuntimeException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(BusyException.class)
    ProblemDetail busy(BusyException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(StoreException.class)
    ProblemDetail full(StoreException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.INSUFFICIENT_STORAGE, String.valueOf(e.getMessage()));
    }
}
