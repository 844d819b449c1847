package dev.curfew.core.task;

import java.net.InetAddress;

/** The two ways in which a task names a network: a CIDR range (RFC 4632) or a VPC id. */
public final class Network {

    private Network() {}

    public static boolean isVpc(String network) {
        return network.startsWith("vpc-");
    }

    /** Whether the address lies in the network; never in a VPC, which its address does not tell. */
    public static boolean covers(String network, InetAddress address) {
        if (isVpc(network)) {
            return false;
        }
        int slash = network.indexOf('/');
        byte[] mine = address.getAddress();
        byte[] low;
        try {
            low =
                    InetAddress.ofLiteral(slash < 0 ? network : network.substring(0, slash))
                            .getAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
        int prefix = slash < 0 ? low.length * 8 : Integer.parseInt(network.substring(slash + 1));
        if (mine.length != low.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (((mine[bit / 8] ^ low[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
                return false;
            }
        }
        return true;
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
