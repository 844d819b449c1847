package dev.curfew.cli.lease;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Trouble;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@code serve} and the {@code credential-process} that asks it find each other. Its name
 * is made from the whole request, so nobody gets a lease for anything but what it would have asked
 * for itself, nor as somebody else.
 *
 * <p>Whoever serves holds a lock, which the system takes away with the process. So an address that
 * was left behind is never used: another program may have that port by now.
 */
public final class Meeting {

    private static final String ADDRESS = "address";
    private static final String TOKEN = "token";
    private static final String LOCK = "lock";
    private static final int TRIES = 20;
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final PrivateDirectory parent;
    private final String name;

    private Meeting(PrivateDirectory parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    /** Who serves, as its asker needs it. */
    public record Server(URI address, String token) {
        @Override
        public String toString() {
            return "Server[" + address + "]";
        }
    }

    /**
     * The place for one request.
     *
     * @param profile whose credentials the request is made with
     * @param environment the rest of what says so, and where AWS is
     */
    public static Meeting of(
            PrivateDirectory parent,
            String stack,
            String profile,
            Map<String, String> environment,
            JsonNode request) {
        String surroundings =
                Stream.of(
                                "AWS_ACCESS_KEY_ID",
                                "AWS_REGION",
                                "AWS_DEFAULT_REGION",
                                "AWS_ENDPOINT_URL",
                                "AWS_CONFIG_FILE",
                                "AWS_SHARED_CREDENTIALS_FILE")
                        .map(name -> name + "=" + environment.getOrDefault(name, ""))
                        .collect(Collectors.joining("\n"));
        String name = hash(String.join("\n", stack, profile, surroundings, request.toString()));
        return new Meeting(parent, "serve-" + name);
    }

    private static String hash(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Taken by who serves, until it is closed. */
    public static final class Claim implements AutoCloseable {

        private final PrivateDirectory directory;
        private final FileChannel channel;
        private final String token;

        private Claim(PrivateDirectory directory, FileChannel channel) {
            this.directory = directory;
            this.channel = channel;
            directory.remove(ADDRESS);
            this.token = directory.writeToken();
        }

        public String token() {
            return token;
        }

        public Path tokenFile() {
            return directory.path().resolve(TOKEN);
        }

        /** Says where it is. */
        public void announce(URI address) {
            directory.write(ADDRESS, address.toString());
        }

        @Override
        public void close() {
            // The lock's file stays: somebody may have it open, and two files would be two locks.
            directory.remove(ADDRESS, TOKEN);
            closeQuietly(channel);
        }
    }

    /** The place, unless somebody serves there already. */
    public Optional<Claim> claim() {
        PrivateDirectory directory = parent.make(name);
        // An asker that looks whether anybody is there holds the lock for a moment.
        for (int attempt = 0; attempt < TRIES; attempt++) {
            FileChannel channel = open(directory);
            if (lock(directory, channel, false) != null) {
                return Optional.of(new Claim(directory, channel));
            }
            closeQuietly(channel);
            pause();
        }
        return Optional.empty();
    }

    /** Who serves there. */
    public Optional<Server> find() {
        if (!Files.exists(parent.path().resolve(name).resolve(LOCK))) {
            return Optional.empty();
        }
        PrivateDirectory directory = parent.make(name);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (!isServed(directory)) {
                return Optional.empty();
            }
            String address = directory.read(ADDRESS);
            String token = directory.read(TOKEN);
            if (!address.isEmpty() && !token.isEmpty()) {
                return Optional.of(new Server(URI.create(address), token));
            }
            pause(); // it is just starting
        }
        return Optional.empty();
    }

    private static boolean isServed(PrivateDirectory directory) {
        FileChannel channel = open(directory);
        try {
            return lock(directory, channel, true) == null;
        } finally {
            closeQuietly(channel);
        }
    }

    private static FileChannel open(PrivateDirectory directory) {
        try {
            return FileChannel.open(
                    directory.path().resolve(LOCK),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw unusable(directory, failure);
        }
    }

    private static @Nullable FileLock lock(
            PrivateDirectory directory, FileChannel channel, boolean shared) {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException ours) {
            return null; // held by this very process
        } catch (IOException failure) {
            throw unusable(directory, failure);
        }
    }

    private static Trouble unusable(PrivateDirectory directory, IOException failure) {
        return new Trouble(
                "`" + directory.path() + "` cannot be used: " + failure.getClass().getSimpleName(),
                "check that it can be written, or point XDG_RUNTIME_DIR at a directory of yours",
                failure);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException released) {
            // The lock goes with the process at the latest.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
