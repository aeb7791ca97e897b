package io.fairlead.dispatcher.descriptor;

import java.util.Optional;

/**
 * One server.
 *
 * @param type what it is
 * @param host dotted address, name or IPv6 address without brackets; empty: none was written
 * @param port its port; 0: none
 * @param args the type's own data: path and arguments of HTTP servers, arguments of NCBID, original type of FIREWALL
 * @param blast {@code A=B}: the algorithm of balancing is Blast, not Regular
 * @param bonus {@code B=}: how much a local server is preferred, from -100 to 100
 * @param contentType {@code C=}; empty: none
 * @param virtualHost {@code H=}; empty: none
 * @param local {@code L=}: for inside clients only; nothing: not written, which means yes on the wire
 * @param hidden {@code P=}: for clients of the same host only
 * @param rate {@code R=}, up to 100000; negative: unreachable
 * @param stateful {@code S=}
 * @param secure {@code $=}: it speaks TLS
 * @param time {@code T=}: life in seconds, or an absolute Unix time where a client sends it back; 0: none
 * @param crossesZones {@code X=}: seen from other zones
 */
public record Descriptor(
        ServerType type,
        String host,
        int port,
        String args,
        boolean blast,
        double bonus,
        String contentType,
        String virtualHost,
        Optional<Boolean> local,
        boolean hidden,
        double rate,
        boolean stateful,
        boolean secure,
        long time,
        boolean crossesZones) {

    /** Returns whether it is for inside clients only. */
    public boolean localOnly() {
        return local.orElse(true);
    }

    /** Returns the type that a FIREWALL entry stands for, where it names one; else its own. */
    public ServerType originalType() {
        return type == ServerType.FIREWALL ? ServerType.of(args).orElse(type) : type;
    }

    /**
     * Returns whether both mean the same server: type, host, port and the type's own data are equal. Tags do not count,
     * since clients send them back changed.
     */
    public boolean sameServer(Descriptor other) {
        return type == other.type
                && port == other.port
                && host.equalsIgnoreCase(other.host)
                && (type == ServerType.FIREWALL ? args.equalsIgnoreCase(other.args) : args.equals(other.args));
    }

    /** Returns it with another address. */
    public Descriptor at(String newHost, int newPort) {
        return new Descriptor(
                type,
                newHost,
                newPort,
                args,
                blast,
                bonus,
                contentType,
                virtualHost,
                local,
                hidden,
                rate,
                stateful,
                secure,
                time,
                crossesZones);
    }

    /** Returns it as it is offered: with a rate and a life of its own. */
    public Descriptor offered(double newRate, long newTime) {
        return new Descriptor(
                type,
                host,
                port,
                args,
                blast,
                bonus,
                contentType,
                virtualHost,
                local,
                hidden,
                newRate,
                stateful,
                secure,
                newTime,
                crossesZones);
    }

    /** Returns the FIREWALL entry that stands for it: what it is called does not matter to whoever gets a ticket. */
    public Descriptor behindFirewall() {
        return new Descriptor(
                ServerType.FIREWALL,
                host,
                port,
                type.name(),
                blast,
                bonus,
                contentType,
                "",
                local,
                false,
                rate,
                stateful,
                secure,
                time,
                crossesZones);
    }

    /** Returns the canonical text. */
    @Override
    public String toString() {
        return Dialect.CURRENT.text(this);
    }
}
