package dev.curfew.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses that a process listens on, as Linux tells them. */
final class ListeningSockets {
    private static final String LISTENING = "0A";

    private ListeningSockets() {}

    static List<String> of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Set<String> own;
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            own = files.map(ListeningSockets::target).collect(Collectors.toSet());
        }
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(process.resolve("net").resolve(table))) {
                String[] fields = line.trim().split("\\s+", -1);
                if (fields[3].equals(LISTENING) && own.contains("socket:[" + fields[9] + "]")) {
                    addresses.add(address(fields[1]));
                }
            }
        }
        return addresses;
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }

    /** IPv4 is one number in the machine's order: 0100007F is 127.0.0.1. IPv6 stays as it is. */
    private static String address(String field) {
        String hex = field.substring(0, field.indexOf(':'));
        if (hex.length() != 8) {
            return hex;
        }
        byte[] bytes = HexFormat.of().parseHex(hex);
        return "%d.%d.%d.%d"
                .formatted(bytes[3] & 0xff, bytes[2] & 0xff, bytes[1] & 0xff, bytes[0] & 0xff);
    }
}
