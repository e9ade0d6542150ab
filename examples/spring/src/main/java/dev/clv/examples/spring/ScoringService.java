package dev.clv.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service: {@code java -jar clv-example-spring.jar --clv.model=model.clvm --clv.states=states}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ScoringService {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(ScoringService.class, args);
    }
}
