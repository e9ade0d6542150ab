package example.host;

import dev.clv.ClvPrediction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The service behind Spring's web server, asked once over HTTP. */
@SpringBootApplication
@RestController
public class WebService {

    private static Service service;

    public static void main(String[] args) throws IOException, InterruptedException {
        service = Service.start(Path.of(args[0]));
        try (ConfigurableApplicationContext context =
                SpringApplication.run(WebService.class, "--server.port=0", "--server.address=127.0.0.1")) {
            String port = context.getEnvironment().getProperty("local.server.port");
            URI address = URI.create("http://127.0.0.1:" + port + "/value/" + service.firstCustomer());
            String body = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
            Service.requireValue(body, service.predict(service.firstCustomer()));
        }
    }

    @GetMapping("/value/{customer}")
    public ClvPrediction value(@PathVariable("customer") String customer) {
        return service.predict(customer);
    }
}
