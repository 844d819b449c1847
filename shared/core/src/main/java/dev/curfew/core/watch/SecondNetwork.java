package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.task.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A lease used from another network than the first seen. A network is one IPv4 address, or the 64
 * bits of an IPv6 address that one host stays in.
 */
final class SecondNetwork implements LeaseDetection {

    private static final int IPV6_NETWORK = 8;

    private final Sightings sightings;

    SecondNetwork(Sightings sightings) {
        this.sightings = sightings;
    }

    @Override
    public Kind kind() {
        return Kind.SECOND_NETWORK;
    }

    @Override
    public Optional<Suspicion> look(Call call, Lease lease) {
        Optional<String> network = network(call, lease.grant().networks());
        if (network.isEmpty()) {
            return Optional.empty();
        }
        String first = sightings.first(lease, network.get());
        return first.equals(network.get())
                ? Optional.empty()
                : Optional.of(
                        new Suspicion(
                                Kind.SECOND_NETWORK,
                                Kind.Severity.MEDIUM,
                                "called `"
                                        + call.name()
                                        + "` from "
                                        + network.get()
                                        + ", while lease `"
                                        + lease.id()
                                        + "` was used from "
                                        + first
                                        + " first"));
    }

    /**
     * Empty for a call that tells nothing: a proof that one of Curfew's functions sent, a service's
     * own, one through a VPC endpoint (whose address is the VPC's own), and one from where the
     * task's work is expected.
     */
    private static Optional<String> network(Call call, List<List<String>> declared) {
        if (call.asksWhoItIs()
                || call.actor().invokedBy() != null
                || !call.origin().endpoint().isEmpty()) {
            return Optional.empty();
        }
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(call.origin().address());
        } catch (IllegalArgumentException service) {
            return Optional.empty(); // AWS writes the name of a service there
        }
        boolean expected =
                !declared.isEmpty()
                        && declared.stream()
                                .allMatch(list ->
                                        list.stream()
                                                .anyMatch(each -> Network.covers(each, address)));
        return expected ? Optional.empty() : Optional.of(name(address));
    }

    private static String name(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, IPV6_NETWORK, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
