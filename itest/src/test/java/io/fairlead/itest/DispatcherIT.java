package io.fairlead.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.Test;

/** The dispatcher of the default instance, from outside. */
public class DispatcherIT {
    private static final String SETTINGS = "io.fairlead.dispatcher-demo.cfg";
    private static final String PATH = "/Service/dispd.cgi?service=bounce";

    private static HttpResponse<String> ask(RunningInstance own, String field, String value) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + own.address() + ":8080" + PATH))
                                .header(field, value)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String answer(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return new String(to.getInputStream().readNBytes(text.length()), StandardCharsets.US_ASCII);
    }

    @Test
    public void shouldKeepTicketsAndRelaysWhenItsJarIsReplaced() throws Exception {
        try (RunningInstance own = RunningInstance.at("127.0.0.51")) {
            Path registry = own.home().resolve("etc/servrc.cfg");
            Files.writeString(registry, Files.readString(registry).replace("127.0.0.1:8007", own.address() + ":8007"));
            own.set(SETTINGS, "inside", "127.0.0.0/8").start();
            assertThat(ask(own, "Dispatch-Mode", "INFORMATION_ONLY").headers().firstValue("Server-Info-1"))
                    .contains("STANDALONE " + own.address() + ":8007 L=no R=1000.00 S=no T=30");
            String[] first = ask(own, "Client-Mode", "STATEFUL_CAPABLE")
                    .headers()
                    .firstValue("Connection-Info")
                    .orElseThrow()
                    .split(" ", -1);

            try (Socket relayed = new Socket(InetAddress.getByName(first[0]), Integer.parseInt(first[1]))) {
                relayed.getOutputStream().write(ticket(first[2]));
                assertThat(answer(relayed, "before")).isEqualTo("before");
                own.set(SETTINGS, "ticket-life", "2m");
                String[] second = ask(own, "Client-Mode", "STATEFUL_CAPABLE")
                        .headers()
                        .firstValue("Connection-Info")
                        .orElseThrow()
                        .split(" ", -1);

                RunningInstanceIT.deploy(own, "io.fairlead.dispatcher");
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(own.exec("fairlead:swaps"))
                        .containsPattern("dispatcher +0\\S+ +0\\S+ +live +\\d+ +\\S+ ms +done"));

                assertThat(answer(relayed, "after")).isEqualTo("after");
                try (Socket late = new Socket(InetAddress.getByName(second[0]), Integer.parseInt(second[1]))) {
                    late.getOutputStream().write(ticket(second[2]));
                    assertThat(answer(late, "late")).isEqualTo("late");
                }
                assertThat(own.exec("dispatcher:tickets")).contains("0 unused", "1 used");
            }
        }
    }

    private static byte[] ticket(String hex) {
        return ByteBuffer.allocate(Integer.BYTES)
                .putInt(Integer.parseUnsignedInt(hex, 16))
                .array();
    }
}
