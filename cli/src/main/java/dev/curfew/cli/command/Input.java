package dev.curfew.cli.command;

import dev.curfew.cli.stack.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a person names, or standard input for {@code -}. */
final class Input {

    private static final int MOST_BYTES = 1 << 20;

    private final InputStream standard;

    Input(InputStream standard) {
        this.standard = standard;
    }

    /** Its text; throws {@link Trouble} when it cannot be read or is not UTF-8. */
    String text(Path file) {
        try (InputStream bytes = isStandard(file) ? standard : Files.newInputStream(file)) {
            byte[] read = bytes.readNBytes(MOST_BYTES + 1);
            if (read.length > MOST_BYTES) {
                throw new Trouble("`" + file + "` is larger than a megabyte", "give another file");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(read)).toString();
        } catch (NoSuchFileException missing) {
            throw new Trouble("there is no file `" + file + "`", "check its name", missing);
        } catch (CharacterCodingException notText) {
            throw new Trouble("`" + file + "` is not UTF-8 text", "save it as UTF-8", notText);
        } catch (IOException unreadable) {
            throw new Trouble(
                    "`" + file + "` cannot be read",
                    "check that it is a file you may read",
                    unreadable);
        }
    }

    /** What to call it in messages. */
    static String name(Path file) {
        return isStandard(file) ? "standard input" : file.toString();
    }

    private static boolean isStandard(Path file) {
        return file.toString().equals("-");
    }
}
