package io.fairlead.dispatcher.dispatch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fairlead.transport.Cidr;
import io.fairlead.transport.HttpHeaders;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any query with any fields gives a request, or an error that can be sent in a header field. */
class RequestFuzzTest {
    private static final List<String> FIELDS = List.of(
            "Client-Revision",
            "Accepted-Server-Types",
            "Dispatch-Mode",
            "Client-Mode",
            "Connection-Mode",
            "Skip-Info-1",
            "Used-Server-Info",
            "NCBI-Firewall-Ports",
            "Preference",
            "Affinity",
            "NCBI-External",
            "Server-Count",
            "Client-Host",
            "User-Agent");

    @FuzzTest(maxDuration = "8s")
    void shouldReadAnyRequestOrSayWhyNot(byte[] bytes) throws Exception {
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
        HttpHeaders headers = new HttpHeaders();
        for (int i = 1; i < lines.length; i++) {
            int field = lines[i].isEmpty() ? 0 : lines[i].charAt(0) % FIELDS.size();
            try {
                headers.add(FIELDS.get(field), lines[i].isEmpty() ? "" : lines[i].substring(1));
            } catch (IllegalArgumentException notHttp) {
                return;
            }
        }
        try {
            DispatchRequest request = new RequestReader(headers, List.of(Cidr.parse("loopback")))
                    .read(lines[0], InetAddress.getLoopbackAddress());
            new Mask(request.service()).fits("Some_Service");
        } catch (BadRequestException e) {
            if (!String.valueOf(e.getMessage()).chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                throw new AssertionError("not for a header field: " + e.getMessage(), e);
            }
        }
    }
}
