package dev.curfew.core.task;

import java.net.InetAddress;

/** The two ways in which a task names a network: a CIDR range (RFC 4632) or a VPC id. */
public final class Network {

    private Network() {}

    public static boolean isVpc(String network) {
        return network.startsWith("vpc-");
    }

    static boolean isValid(String network) {
        if (isVpc(network)) {
            return true;
        }
        int slash = network.indexOf('/');
        try {
            InetAddress address =
                    InetAddress.ofLiteral(slash < 0 ? network : network.substring(0, slash));
            int bits = address.getAddress().length * 8;
            int prefix = slash < 0 ? bits : Integer.parseInt(network.substring(slash + 1));
            return prefix >= 0 && prefix <= bits;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
