package io.fairlead.rmif;

import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.rdp.RdpSettings;
import io.fairlead.rdp.wire.Opcodes;
import io.fairlead.rdp.wire.Table;
import io.fairlead.transport.Cidr;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointSpec;
import io.fairlead.transport.GroupSpec;
import io.fairlead.transport.PortRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one RMIF server.
 *
 * @param port {@code port}: of UDP and, with {@code http}, of TCP; -1 and 0 for any
 * @param prange {@code prange}: how many ports above it are tried
 * @param http {@code http}: whether there is an HTTP server
 * @param demo {@code demo}: whether a pipe and two properties to look at are offered
 * @param sessions how sessions behave ({@code ppt}, {@code opcodes}, {@code key}, {@code max-remotes})
 * @param access {@code write-allow}: who may set properties besides this machine
 * @param folders {@code aux}: the folders below {@code /Files}, by their names
 * @param udp the UDP socket's options
 * @param web the HTTP listener's options
 */
record RmifSettings(
        int port,
        int prange,
        boolean http,
        boolean demo,
        RdpSettings sessions,
        WriteAccess access,
        Map<String, Path> folders,
        EndpointOptions udp,
        EndpointOptions web) {
    /** The role of the UDP socket. */
    static final String UDP = "udp";

    /** The role of the HTTP listener. */
    static final String HTTP = "http";

    private static final int MAX_PORT = 65_535;

    static RmifSettings parse(SettingsReader in) {
        int port = Math.max(0, in.integer("port", 9000, -1, MAX_PORT));
        return new RmifSettings(
                port,
                in.integer("prange", 0, 0, MAX_PORT),
                in.flag("http", true),
                in.flag("demo", false),
                sessions(in),
                new WriteAccess(write(in)),
                folders(in),
                EndpointOptions.read(in, UDP, EndpointOptions.DEFAULT),
                EndpointOptions.read(in, HTTP, EndpointOptions.DEFAULT));
    }

    private static List<Cidr> write(SettingsReader in) {
        List<Cidr> allowed = new ArrayList<>();
        for (String each : in.list("write-allow")) {
            try {
                allowed.add(Cidr.parse(each));
            } catch (IllegalArgumentException e) {
                in.refuse("write-allow", "has " + each, "write addresses or networks such as 10.20.0.0/16");
            }
        }
        return allowed;
    }

    private static Map<String, Path> folders(SettingsReader in) {
        Map<String, Path> folders = new LinkedHashMap<>();
        for (String each : in.list("aux")) {
            int equals = each.indexOf('=');
            if (equals < 1 || !each.substring(0, equals).strip().matches("[A-Za-z0-9_]+")) {
                in.refuse("aux", "has '" + each + "'", "write NAME=FOLDER, more of them with commas between");
            } else {
                folders.put(
                        each.substring(0, equals).strip(),
                        Path.of(each.substring(equals + 1).strip()));
            }
        }
        return folders;
    }

    private static RdpSettings sessions(SettingsReader in) {
        Table ppt = in.value("ppt", Table.EMPTY, Table::parse, "is no table", "write it like {RETRY=2,TIMEPING=3}");
        Opcodes opcodes = in.value(
                "opcodes", Opcodes.STANDARD, Opcodes::parse, "is no table of opcodes", "write it like OPEN=1,CHAL=2");
        RdpSettings standard = RdpSettings.DEFAULT;
        for (String key : ppt.entries().keySet()) {
            if (!Tuning.KEYS.contains(key)) {
                in.refuse("ppt", "has " + key, "the keys are " + String.join(", ", Tuning.KEYS));
            }
        }
        try {
            return new RdpSettings(
                    in.text("name", standard.name()),
                    opcodes,
                    number(ppt, "PKTLEN", standard.packetLength()),
                    number(ppt, "WINDOW", standard.window()),
                    number(ppt, "RETRY", standard.retry()),
                    seconds(ppt, "TIMEPING", standard.timePing()),
                    seconds(ppt, "TIMEOUT", standard.timeout()),
                    seconds(ppt, "TIMEDROP", standard.timeDrop()),
                    standard.maxMessage(),
                    standard.maxQueued(),
                    in.integer("max-remotes", standard.maxRemotes(), 0, MAX_PORT),
                    ppt.number("RATE").orElse(standard.rate()),
                    ppt.number("MAXRATE").orElse(standard.maxRate()),
                    key(in));
        } catch (IllegalArgumentException e) {
            in.refuse("ppt", String.valueOf(e.getMessage()), "change it");
        } catch (io.fairlead.rdp.wire.TableException e) {
            in.refuse("ppt", String.valueOf(e.getMessage()), "write a number");
        }
        return standard;
    }

    private static Optional<byte[]> key(SettingsReader in) {
        return in.text("key").map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static int number(Table ppt, String key, int otherwise) {
        return ppt.number(key).map(Double::intValue).orElse(otherwise);
    }

    private static Duration seconds(Table ppt, String key, Duration otherwise) {
        return ppt.number(key)
                .map(value -> Duration.ofMillis((long) (value * 1000)))
                .orElse(otherwise);
    }

    /** Returns what is asked of the transport, with one port for both. */
    GroupSpec group(String pid, PortRange ports) {
        List<EndpointSpec> endpoints = new ArrayList<>();
        endpoints.add(new EndpointSpec(UDP, EndpointSpec.Kind.DATAGRAM, ports, udp, "sessions over UDP"));
        if (http) {
            endpoints.add(new EndpointSpec(HTTP, EndpointSpec.Kind.HTTP, ports, web, "controls, files and queries"));
        }
        return new GroupSpec(pid, endpoints);
    }
}
