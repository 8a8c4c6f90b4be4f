package dev.cradlewatch.connectors.notify;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where messages may go. A caregiver enters addresses that this system then calls, so they must not lead to what only the machine
 * itself can reach. Judged by what the name resolves to, each time; every address of a name must be allowed.
 */
public enum Destinations {
    /** The internet alone: for a system that serves households it does not live with. */
    PUBLIC,
    /** The local network, too: an ntfy server or a Home Assistant in the house. Not this machine, and no cloud's metadata. */
    HOME,
    /** Everything: for tests, and for a machine that all its users may use anyway. */
    ANY;

    private static final int BYTE = 0xff;

    /** Addresses by which clouds tell a machine its secrets, and that no other rule covers. */
    private static final List<String> METADATA = List.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "168.63.129.16");

    /**
     * Looks the name up and judges; may block.
     *
     * @return why nothing may be sent there; empty if it may
     * @throws UnknownHostException if the name has no address
     */
    public Optional<String> refusal(String host) throws UnknownHostException {
        if (this == ANY) {
            return Optional.empty();
        }
        return Arrays.stream(InetAddress.getAllByName(host))
                .filter(address -> !allows(address))
                .findFirst()
                .map(address -> "%s is %s, where nothing is sent to (the operator can allow it)"
                        .formatted(host, kind(address)));
    }

    private boolean allows(InetAddress address) {
        return !isOfThisMachine(address) && (this == HOME || !isPrivate(address));
    }

    private static boolean isOfThisMachine(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address.getHostAddress());
    }

    /** RFC 1918, RFC 4193 (fc00::/7), RFC 6598 (100.64.0.0/10). */
    private static boolean isPrivate(InetAddress address) {
        var bytes = address.getAddress();
        var first = bytes[0] & BYTE;
        if (address instanceof Inet6Address) {
            return address.isSiteLocalAddress() || (first & 0xfe) == 0xfc;
        }
        return address.isSiteLocalAddress() || first == 100 && (bytes[1] & 0xc0) == 64;
    }

    private static String kind(InetAddress address) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return "this machine";
        }
        return isOfThisMachine(address) ? "a link-local or metadata address" : "a private address";
    }
}
