package dev.curfew.cli.lease;

import dev.curfew.cli.stack.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * A directory that nobody but this user can enter. Running commands leave there what others find
 * them by: an address, and the token that opens it. Neither is a credential, and both are worth
 * nothing once the command has ended.
 */
public record PrivateDirectory(Path path) {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");
    private static final int TOKEN_BYTES = 32;

    /**
     * The one in {@code XDG_RUNTIME_DIR}, which is kept in memory and goes with the login, or else
     * in the home directory.
     */
    public static PrivateDirectory of(Map<String, String> environment, Path home) {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        Path place =
                runtime.startsWith("/") && Files.isWritable(Path.of(runtime))
                        ? Path.of(runtime, "curfew")
                        : home.resolve(".cache").resolve("curfew");
        return new PrivateDirectory(place);
    }

    /** A directory in it, made when missing. */
    public PrivateDirectory make(String name) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            made(path);
            return new PrivateDirectory(made(path.resolve(name)));
        } catch (IOException failure) {
            throw unusable(path, failure);
        }
    }

    /** A directory in it that nobody else has. */
    public PrivateDirectory makeOwn(String prefix) {
        return make(prefix + random(8));
    }

    private static Path made(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
            Files.createDirectories(directory, mode);
        }
        Set<PosixFilePermission> seen = EnumSet.copyOf(Files.getPosixFilePermissions(directory));
        seen.removeAll(OWNER_ONLY);
        if (!seen.isEmpty()) {
            throw new Trouble(
                    "others may enter `" + directory + "`",
                    "make it yours alone: chmod 700 " + directory);
        }
        return directory;
    }

    /** Writes a file that only this user can read; whoever reads it sees all of it or none. */
    public Path write(String name, String text) {
        Path file = path.resolve(name);
        Path half = path.resolve(name + ".new");
        try {
            Files.deleteIfExists(half);
            Files.createFile(
                    half,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(half, text, StandardCharsets.US_ASCII);
            return Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException failure) {
            throw unusable(file, failure);
        }
    }

    /** A token for {@link CredentialServer}, written to the file {@code token}. */
    public String writeToken() {
        String token = random(TOKEN_BYTES);
        write("token", token);
        return token;
    }

    /** What a file says; empty when there is none. */
    public String read(String name) {
        try {
            return Files.readString(path.resolve(name), StandardCharsets.US_ASCII).strip();
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException failure) {
            throw unusable(path.resolve(name), failure);
        }
    }

    /** Removes files, and the directory if nothing else is in it. */
    public void remove(String... names) {
        try {
            for (String name : names) {
                Files.deleteIfExists(path.resolve(name));
            }
            Files.deleteIfExists(path);
        } catch (IOException notEmpty) {
            // What stays is worth nothing: nothing answers to it any more.
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static Trouble unusable(Path file, IOException failure) {
        return new Trouble(
                "`" + file + "` cannot be used: " + failure.getClass().getSimpleName(),
                "check that it can be written, or point XDG_RUNTIME_DIR at a directory of yours",
                failure);
    }
}
