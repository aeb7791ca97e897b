package io.fairlead.dispatcher.ncbid;

import java.net.InetAddress;

/**
 * What a program is started for.
 *
 * @param command the registry's command line
 * @param service the service's name
 * @param client the client's address: NI_CLIENT_IPADDR
 * @param platform what the client said: NI_CLIENT_PLATFORM; may be empty
 * @param query the request's query: QUERY_STRING; may be empty
 */
public record Program(String command, String service, InetAddress client, String platform, String query) {}
