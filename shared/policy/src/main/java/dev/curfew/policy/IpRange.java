package dev.curfew.policy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of addresses of one family, from {@code low} to {@code high} inclusive. */
record IpRange(boolean v6, BigInteger low, BigInteger high) {
    private static final Pattern V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    /**
     * An address or a CIDR range; bits behind the prefix are ignored. Null if the text is neither.
     */
    static @Nullable IpRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = bytes(address);
        if (bytes == null) {
            return null;
        }
        int bits = bytes.length * 8;
        int prefix = bits;
        if (slash >= 0) {
            String digits = text.substring(slash + 1);
            if (!digits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(digits) > bits) {
                return null;
            }
            prefix = Integer.parseInt(digits);
        }
        var value = new BigInteger(1, bytes);
        BigInteger host = BigInteger.ONE.shiftLeft(bits - prefix).subtract(BigInteger.ONE);
        return new IpRange(bits == 128, value.andNot(host), value.or(host));
    }

    /** One address; null for a range or other text. */
    static @Nullable IpRange address(String text) {
        return text.indexOf('/') >= 0 ? null : parse(text);
    }

    boolean contains(IpRange other) {
        return v6 == other.v6 && low.compareTo(other.low) <= 0 && other.high.compareTo(high) <= 0;
    }

    /** The lowest address of the family and each of these that the family has, as text. */
    static List<String> print(Set<BigInteger> addresses, boolean v6) {
        var all = new ArrayList<String>();
        int bits = v6 ? 128 : 32;
        all.add(v6 ? "::" : "0.0.0.0");
        for (BigInteger address : addresses) {
            if (address.bitLength() <= bits) {
                all.add(print(address, bits));
            }
        }
        return all;
    }

    private static String print(BigInteger address, int bits) {
        var out = new StringBuilder();
        int size = bits == 128 ? 16 : 8;
        for (int shift = bits - size; shift >= 0; shift -= size) {
            int part = address.shiftRight(shift).intValue() & ((1 << size) - 1);
            out.append(size == 16 ? Integer.toHexString(part) : Integer.toString(part));
            out.append(shift == 0 ? "" : size == 16 ? ":" : ".");
        }
        return out.toString();
    }

    private static byte @Nullable [] bytes(String address) {
        boolean v4 = V4.matcher(address).matches();
        if (!v4 && !(address.indexOf(':') >= 0 && V6.matcher(address).matches())) {
            return null;
        }
        try {
            // The text is an address literal, so nothing is looked up.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return !v4 && bytes.length == 4 ? mapped(bytes) : bytes;
        } catch (UnknownHostException _) {
            return null;
        }
    }

    /**
     * Java reads {@code ::ffff:a.b.c.d} as IPv4; it stays the IPv6 address that it was written as.
     */
    private static byte[] mapped(byte[] v4) {
        var bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(v4, 0, bytes, 12, 4);
        return bytes;
    }
}
