package io.fairlead.dispatcher;

import io.fairlead.dispatcher.dispatch.BadRequestException;
import io.fairlead.dispatcher.dispatch.DispatchRequest;
import io.fairlead.dispatcher.dispatch.RequestReader;
import io.fairlead.dispatcher.dispatch.Verdict;
import io.fairlead.transport.HttpHeaders;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Tells which servers a given client would get, and why the others not. */
final class Explain {
    private final DispatcherServer server;

    Explain(DispatcherServer server) {
        this.server = server;
    }

    /**
     * Explains.
     *
     * @param name the service's name, or a mask
     * @param words {@code from=ADDRESS, firewall, stateless, external, revision=6, client=c}
     */
    String tell(String name, List<String> words) {
        HttpHeaders headers = new HttpHeaders().add("Dispatch-Mode", "INFORMATION_ONLY");
        String from = "127.0.0.1";
        String mode = "STATEFUL_CAPABLE";
        String toolkit = "CXX Toolkit";
        String revision = "7.0";
        for (String word : words) {
            String value = word.substring(word.indexOf('=') + 1);
            switch (word.split("=", 2)[0].toLowerCase(Locale.ROOT)) {
                case "from" -> from = value;
                case "firewall" -> headers.add("Accepted-Server-Types", "FIREWALL");
                case "stateless" -> mode = "STATELESS_ONLY";
                case "external" -> headers.add("NCBI-External", "Y");
                case "revision" -> revision = value;
                case "client" -> toolkit = value.equalsIgnoreCase("c") ? "C Toolkit" : "CXX Toolkit";
                default -> {
                    return word + " is not known here; write from=ADDRESS, firewall, stateless, external, revision=6"
                            + " or client=c";
                }
            }
        }
        headers.add("Client-Mode", mode)
                .add("Client-Revision", revision)
                .add("User-Agent", "explain (" + toolkit + ")");
        if (!from.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            return from + " is no address; write from=192.0.2.1";
        }
        try {
            DispatchRequest request = new RequestReader(
                            headers, server.present().inside())
                    .read("service=" + URLEncoder.encode(name, StandardCharsets.UTF_8), InetAddress.getByName(from));
            return text(request);
        } catch (BadRequestException | UnknownHostException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String text(DispatchRequest request) {
        List<Verdict> verdicts = server.work().resolver().verdicts(request);
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%s for %s, %s, %s client%s%n",
                request.service(),
                request.caller().address().getHostAddress(),
                request.caller().inside() ? "inside" : "outside",
                request.dialect().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                request.firewall() ? " behind a firewall" : ""));
        if (verdicts.isEmpty()) {
            return out + "  the registry has no such service: Service not found";
        }
        double total = verdicts.stream()
                .filter(Verdict::offered)
                .mapToDouble(Verdict::status)
                .sum();
        for (Verdict verdict : verdicts) {
            if (verdict.offered()) {
                out.append(String.format(
                        Locale.ROOT,
                        "  yes %5.1f %%  %s  (%s)%n",
                        total == 0 ? 0 : verdict.status() / total * 100,
                        request.dialect().text(verdict.shown()),
                        verdict.server().place()));
            } else {
                out.append(String.format(
                        Locale.ROOT,
                        "  no           %s  (%s): %s%n",
                        verdict.server().descriptor(),
                        verdict.server().place(),
                        verdict.whyNot()));
            }
        }
        return out.substring(0, out.length() - 1);
    }
}
